import * as z from 'zod';
import { WEIGHT_LIMITS } from '../../campaign/step/weight-limits.ts';
import { type ConditionSource, conditionSchema } from './condition-schema.ts';
import { idSchema, jsonSchema } from './scalar-schemas.ts';
import { type SendSource, sendSchema } from './send-schema.ts';
import { strictObject } from './strict-object.ts';
import { type WaitUntilSource, waitSchema } from './wait-schema.ts';

/** An arm of a branch, as an author writes it. */
export type BranchArmSource = { if: ConditionSource; steps: StepSource[] } | { else: StepSource[] };

/** An arm of a split, as an author writes it. */
export interface SplitArmSource {
  weight: number;
  steps: StepSource[];
}

/** A step, as an author writes it and the schema lets it through. */
export type StepSource =
  | { wait: string | WaitUntilSource }
  | { send: SendSource }
  | { grant: string }
  | { branch: BranchArmSource[] }
  | { split: SplitArmSource[] }
  | { set: { traits: Record<string, unknown> } }
  | { end: true };

const STEPS = 'a list of steps';
const ARM = '`{ if: { segment: vip }, steps: […] }`, or at the end `{ else: […] }`';
const SPLIT = 'a list of two arms or more: `[{ weight: 50, steps: […] }, { weight: 50, steps: […] }]`';
const { least, most } = WEIGHT_LIMITS;
const WEIGHT = `a number from ${least} to ${most}`;
const TRAITS = 'traits by name, such as `{ isRegular: true }`';

/** Those of an arm; none: nothing happens in it. */
const armStepsSchema: z.ZodType<StepSource[]> = z.array(
  z.lazy(() => stepSchema),
  { error: STEPS },
);

const branchArmSchema = z.union(
  [strictObject({ if: conditionSchema, steps: armStepsSchema }), strictObject({ else: armStepsSchema })],
  { error: ARM },
);

const splitArmSchema = strictObject({
  weight: z.number({ error: WEIGHT }).min(least, { error: WEIGHT }).max(most, { error: WEIGHT }),
  steps: armStepsSchema,
});

/** What happens next. */
export const stepSchema: z.ZodType<StepSource> = z.union(
  [
    strictObject({ wait: waitSchema }),
    strictObject({ send: sendSchema }),
    strictObject({
      branch: z.array(branchArmSchema, { error: `a list of ${ARM}` }).min(1, { error: `a list of ${ARM}` }),
    }),
    strictObject({ split: z.array(splitArmSchema, { error: SPLIT }).min(2, { error: SPLIT }) }),
    strictObject({ grant: idSchema }),
    strictObject({
      set: strictObject({
        traits: z
          .record(z.string(), jsonSchema, {
            error: TRAITS,
          })
          .refine((traits) => Object.keys(traits).length > 0, { error: TRAITS }),
      }),
    }),
    strictObject({ end: z.literal(true, { error: '`end: true`' }) }),
  ],
  { error: 'a step: `wait: 3 days` or `send: { channel: … }`' },
);

/** Those of a campaign: at least one. */
export const stepsSchema: z.ZodType<StepSource[]> = z
  .array(stepSchema, { error: STEPS })
  .min(1, { error: STEPS });
