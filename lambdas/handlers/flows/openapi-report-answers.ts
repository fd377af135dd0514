import * as z from 'zod';

const count = z.int();
const counts = z.record(z.string(), count);
const interval = z.array(z.number()).length(2).meta({ description: 'From, to.' });
const messages = {
  requested: count,
  sent: count,
  failed: count,
  unknown: count,
  suppressed: counts.meta({ description: 'By reason.' }),
};
const group = z.object({
  entered: count,
  converted: count,
  rate: z.object({ rate: z.number(), interval }).nullable(),
});

/** What a campaign's numbers look like. */
export const REPORT_ANSWERS = {
  report: z.object({
    campaign: z.string(),
    name: z.string().nullable().meta({ description: 'Null: the active playbook no longer has it.' }),
    hasGoal: z.boolean().meta({
      description: 'Of a campaign that is gone: whether any of its journeys had one.',
    }),
    entered: count,
    waiting: count,
    heldOut: count,
    converted: count,
    ended: counts.meta({ description: 'By why.' }),
    ...messages,
    steps: z.array(z.object({ step: z.string(), variant: z.string().nullable(), ...messages })),
    arms: z.array(group.extend({ split: z.string(), arm: count })),
    goal: z.object({
      treated: group.meta({
        description:
          'Without journeys that gave way to another of their guest’s; so are `heldOut` and `arms`.',
      }),
      heldOut: group,
      lift: z
        .object({ difference: z.number(), interval, relative: z.number().nullable() })
        .nullable()
        .meta({ description: 'Of the rates; intervals are of 95 %.' }),
      unaddressed: count.meta({
        description: 'Of the treated, those whose journey was over before a message to them was decided.',
      }),
      biases: z
        .array(
          z.object({ kind: z.enum(['wait first', 'without a message', 'messages failed']), why: z.string() }),
        )
        .meta({
          description: 'Why the lift, or a group’s rate, may be told wrong, whatever its interval is.',
        }),
    }),
  }),
  swept: z.object({
    sweep: z.string().meta({ description: 'What the next call takes.' }),
    phase: z.enum(['walking', 'settling', 'done']),
    rows: count.meta({ description: 'How many were walked over.' }),
    waitSeconds: count.meta({ description: 'After so long the next call goes on.' }),
    mended: z.array(z.object({ campaign: z.string(), counter: z.string(), difference: count })),
    left: count.meta({ description: 'Counters that another sweep must mend.' }),
  }),
};
