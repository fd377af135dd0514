import * as z from 'zod';

const time = z.iso.datetime();

const explanation = z.object({
  asked: z.string().meta({ description: 'The condition, in its author’s words.' }),
  holds: z.boolean(),
  seen: z.unknown().optional().meta({ description: 'What it looks at: a value, or times of events.' }),
  changesAt: time.optional().meta({ description: 'When time alone may next change it.' }),
  events: z
    .array(z.object({ messageId: z.string(), event: z.string(), timestamp: time }))
    .optional()
    .meta({ description: 'The newest events behind it, newest first.' }),
  parts: z
    .array(z.record(z.string(), z.unknown()))
    .meta({ description: 'What it is made of, each part described as the whole.' }),
});

const asked = z.object({ id: z.string(), name: z.string() });

/** The answer to why a guest is in a segment, or what a campaign makes of them. */
export const WHY_ANSWERS = {
  why: z.object({
    profileId: z.string(),
    at: time,
    segment: asked.optional(),
    isMember: z.boolean().optional(),
    since: time.nullable().optional(),
    when: explanation.optional(),
    campaign: asked.optional(),
    triggers: z.array(explanation).optional(),
    if: explanation.optional(),
    stopWhen: explanation.optional(),
    consent: explanation.optional(),
    journeys: z.array(z.record(z.string(), z.unknown())).optional(),
    eventsRead: z.object({
      count: z.int(),
      isComplete: z
        .boolean()
        .meta({ description: 'False if there are older events, which were not looked at.' }),
    }),
  }),
};
