import * as z from 'zod';
import { whereSchema } from './matcher-schema.ts';
import { dottedPathSchema, eventNamesSchema, textSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';
import { VISIT, windowSchema } from './window-schema.ts';

const ofSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  within: windowSchema.optional(),
});

/** What a computed trait keeps one value of, each the path of a property. */
const OF_PROPERTY = ['sum', 'average', 'min', 'max', 'first', 'last', 'unique', 'top'] as const;
const KINDS = ['count', ...OF_PROPERTY] as const;
/** These have a value of their own, not one number of a bucket of time. */
const OF_VALUES = ['first', 'last', 'top'] as const;

const path = dottedPathSchema.optional();
const MEASURED = {
  count: z.literal(true, { error: '`count: true`' }).optional(),
  sum: path,
  average: path,
  min: path,
  max: path,
  first: path,
  last: path,
  unique: path,
  top: path,
  of: ofSchema,
};
const hasOne = (source: object): boolean => KINDS.filter((key) => key in source).length === 1;
const ONE_OF = { error: `one of ${KINDS.map((key) => `\`${key}\``).join(', ')}` };

const minusSchema = strictObject(MEASURED).refine(hasOne, ONE_OF).superRefine(checkMeasured);

/** traits/<id>.yaml: a trait that is computed from events. */
export const traitSchema = strictObject({
  name: textSchema.optional(),
  ...MEASURED,
  times: z.number({ error: 'a number' }).optional(),
  minus: minusSchema.optional(),
})
  .refine(hasOne, ONE_OF)
  .superRefine((trait, context) => {
    checkMeasured(trait, context);
    if (trait.unique === undefined) {
      if (trait.minus?.unique !== undefined)
        refuse(context, ['minus', 'unique'], 'a list cannot be taken off');
      return;
    }
    for (const key of ['times', 'minus'] as const) {
      if (trait[key] === undefined) continue;
      refuse(context, [key], `\`${key}\` goes only with a number, and \`unique\` is a list`);
    }
  });
export type TraitSource = z.infer<typeof traitSchema>;

/** One value of events, as an author writes it. */
export type MeasuredSource = z.infer<typeof minusSchema>;

function checkMeasured(measured: MeasuredSource, context: z.RefinementCtx): void {
  const { within } = measured.of;
  if (within === undefined) return;
  for (const key of OF_VALUES) {
    if (measured[key] === undefined) continue;
    const hint = 'write a duration such as `30 days`';
    if (within === VISIT)
      refuse(context, ['of', 'within'], `\`${key}\` goes without \`within: visit\``, hint);
    if (Array.isArray(within))
      refuse(context, ['of', 'within'], `\`${key}\` goes without a range in \`within\``, hint);
  }
}

function refuse(context: z.RefinementCtx, path: string[], message: string, hint?: string): void {
  context.addIssue({ code: 'custom', path, message, params: { sentence: true, ...(hint && { hint }) } });
}
