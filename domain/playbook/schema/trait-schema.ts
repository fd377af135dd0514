import * as z from 'zod';
import { whereSchema } from './matcher-schema.ts';
import { dottedPathSchema, eventNamesSchema, textSchema, windowSchema } from './scalar-schemas.ts';
import { later, NOT_YET, strictObject } from './strict-object.ts';

const ofSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  within: windowSchema.optional(),
});

const countSchema = z.literal(true, { error: '`count: true`' });
const LATER = ['average', 'min', 'max', 'first', 'unique'] as const;
const MEASURES = ['sum', 'count', 'last', 'top'] as const;
const hasOne = (source: object): boolean => MEASURES.filter((key) => key in source).length === 1;

const minusSchema = strictObject({
  sum: dottedPathSchema.optional(),
  count: countSchema.optional(),
  of: ofSchema,
  ...later('last', 'top', ...LATER),
}).refine(hasOne, { error: 'one of `sum` and `count`' });

/** traits/<id>.yaml: a trait that is computed from events. */
export const traitSchema = strictObject({
  name: textSchema.optional(),
  sum: dottedPathSchema.optional(),
  count: countSchema.optional(),
  last: dottedPathSchema.optional(),
  top: dottedPathSchema.optional(),
  of: ofSchema,
  times: z.number({ error: 'a number' }).optional(),
  minus: minusSchema.optional(),
  ...later(...LATER),
})
  .refine(hasOne, { error: 'one of `sum`, `count`, `last` and `top`' })
  .superRefine((trait, context) => {
    const isNumber = trait.sum !== undefined || trait.count !== undefined;
    for (const key of ['times', 'minus'] as const) {
      if (!isNumber && trait[key] !== undefined) {
        const message = `\`${key}\` goes only with \`sum\` or \`count\``;
        context.addIssue({ code: 'custom', path: [key], message, params: { sentence: true } });
      }
    }
    if (trait.top !== undefined && trait.of.within !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['of', 'within'],
        message: `\`within\` for \`top\` is ${NOT_YET}`,
      });
    }
  });
export type TraitSource = z.infer<typeof traitSchema>;
