import * as z from 'zod';

const time = z.iso.datetime();

const explanation = z.object({
  kind: z.string().meta({ description: 'The kind of condition: it says what shape `seen` has.' }),
  asked: z.string().meta({ description: 'The condition, in its author’s words.' }),
  holds: z.boolean(),
  seen: z
    .unknown()
    .optional()
    .meta({ description: 'What it looks at: a value, how many times count. Null: there is none.' }),
  since: time
    .nullable()
    .optional()
    .meta({ description: 'The moment after which it counts. Null: it never came, so nothing counts.' }),
  approximate: z
    .literal(true)
    .optional()
    .meta({ description: 'What it looks at has outgrown what is remembered exactly.' }),
  changesAt: time.nullable().optional().meta({
    description: 'When time alone will change it. Null: only an event does. Absent: it cannot be told.',
  }),
  events: z
    .array(
      z.object({
        messageId: z.string(),
        event: z.string(),
        timestamp: time,
        step: z.int().optional().meta({ description: 'Which step of a sequence it is, from 1.' }),
        breaks: z.literal(true).optional().meta({ description: 'It happened where it must not.' }),
      }),
    )
    .optional()
    .meta({ description: 'The newest events that count, newest first.' }),
  parts: z
    .array(z.record(z.string(), z.unknown()))
    .meta({ description: 'What it is made of, each part described as the whole.' }),
});

const asked = z.object({ id: z.string(), name: z.string() });

const send = z.object({
  step: z.string(),
  channel: z.string(),
  purpose: z.string(),
  wouldBeSent: z.boolean(),
  why: z.string().optional().meta({ description: 'Why it would not be sent now.' }),
  consent: explanation.optional(),
  channelConsent: explanation.optional(),
  reachable: explanation.optional(),
});

/** The answer to why a guest is in a segment, or what a campaign makes of them. */
export const WHY_ANSWERS = {
  why: z.object({
    profileId: z.string(),
    at: time,
    timezone: z.string().meta({ description: 'The playbook’s; moments are told in UTC all the same.' }),
    segment: asked.optional(),
    isMember: z.boolean().optional(),
    since: time.nullable().optional(),
    when: explanation.optional(),
    campaign: asked.optional(),
    triggers: z.array(explanation).optional(),
    if: explanation.optional(),
    stopWhen: explanation.optional(),
    consent: explanation.optional(),
    frequency: z
      .object({ asked: z.string(), mayBegin: z.boolean(), why: z.string().optional() })
      .optional()
      .meta({ description: 'Whether the campaign may begin again now, after the journeys that there were.' }),
    sends: z.array(send).optional(),
    messages: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ description: 'What was decided: the campaign’s rows of the ledger, newest first.' }),
    journeys: z.array(z.record(z.string(), z.unknown())).optional(),
    eventsRead: z.object({
      count: z.int(),
      isComplete: z
        .boolean()
        .meta({ description: 'False if there are older events, which were not looked at.' }),
    }),
    isPresent: z.boolean().meta({
      description:
        'False if it was answered from what is stored, since all events would have to be folded anew and are too many to be read at once.',
    }),
  }),
};
