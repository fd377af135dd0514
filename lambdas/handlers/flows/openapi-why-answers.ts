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

const share = z
  .object({ share: z.number().meta({ description: 'From 0 to 1.' }), isIn: z.boolean() })
  .meta({ description: 'A group that is measured by being sent nothing, and whether the guest is in it.' });

const suppression = z.object({
  name: z.string(),
  isAbout: z.boolean().meta({ description: 'Whether it is about this purpose and these topics.' }),
  suppresses: z.boolean(),
  when: explanation,
});

const cap = z.object({
  asked: z.string().meta({ description: 'As it was written: `3 by email in 7 days`.' }),
  used: z.int().meta({ description: 'How many messages it counts now.' }),
  atMost: z.int(),
  freeAt: time.nullable().meta({ description: 'When there is room for one more. Null: there is now.' }),
});

const quietHours = z.object({
  asked: z.string().meta({ description: '`21:00 to 09:00`' }),
  zone: z.string().meta({ description: 'The guest’s IANA zone.' }),
  localTime: z.string().meta({ description: 'What clocks show there, `23:30`.' }),
  isQuiet: z.boolean(),
  endsAt: time.nullable().meta({ description: 'When they end. Null: they have not begun.' }),
});

const send = z.object({
  step: z.string(),
  channel: z.string(),
  purpose: z.string(),
  wouldBeSent: z.boolean(),
  why: z.string().optional().meta({ description: 'Why it would not be sent now.' }),
  reason: z.string().optional().meta({ description: 'What refuses it, as the ledger counts it.' }),
  heldUntil: time.optional().meta({ description: 'It is held: when it is decided anew.' }),
  isChosen: z
    .boolean()
    .optional()
    .meta({ description: 'Of several channels: whether it is the one that would be taken.' }),
  consent: explanation.optional(),
  channelConsent: explanation.optional(),
  reachable: explanation.optional(),
  topics: z.array(z.object({ topic: z.string(), isRefused: z.boolean() })).optional(),
  control: share.optional(),
  holdout: share.optional(),
  suppression: z.array(suppression).optional(),
  caps: z.array(cap).optional(),
  quietHours: quietHours.optional(),
  rate: z.string().optional().meta({ description: 'How many of this step are sent: `1000 in 1 hour`.' }),
});

const trigger = explanation.extend({
  kind: z.string().meta({ description: '`schedule`, `date`, or the kind of condition.' }),
  next: time.nullable().optional().meta({
    description: 'Of a schedule or a date: when it comes next. Null: never.',
  }),
  date: z.unknown().optional().meta({ description: 'Of a date: the day that it tells of next.' }),
  zone: z.string().optional().meta({ description: 'Of a date: the guest’s IANA zone.' }),
  every: z
    .object({ times: z.int(), count: z.int(), missing: z.int() })
    .optional()
    .meta({ description: 'Of every so many-th event: how many there were, and how many are missing.' }),
});

const arm = z.object({ if: explanation.optional(), weight: z.number().optional() });

const step = z.object({
  step: z.string(),
  kind: z.string(),
  asked: z.string().meta({ description: 'What it does: `wait 3 days`.' }),
  until: explanation.optional().meta({ description: 'What a wait for an event waits for.' }),
  wouldEndAt: time
    .nullable()
    .optional()
    .meta({ description: 'When a wait that began now would be over. Null: there is no such date.' }),
  arms: z.array(arm).optional(),
  arm: z.int().nullable().optional().meta({
    description:
      'Counted from 1: the arm of a branch that would be taken now, and of a split that was drawn. Null: none.',
  }),
});

const journey = z.looseObject({
  campaign: z.string(),
  status: z.string(),
  enteredAt: time,
  dueAt: time.nullable().meta({ description: 'When it is looked at next. Null: it is over.' }),
  why: z.string().optional().meta({ description: 'Why it is over.' }),
  playbookVersion: z.string().meta({ description: 'The version that it began with, and keeps.' }),
  nextStep: z.string().optional().meta({ description: 'Where it stands: the step to do next.' }),
  awaits: z.string().optional().meta({ description: 'The step whose event it waits for.' }),
  isHeldOut: z.literal(true).optional(),
  arms: z.record(z.string(), z.int()).optional().meta({ description: 'By split: the arm that was drawn.' }),
  turn: z
    .object({ step: z.string(), at: time })
    .optional()
    .meta({ description: 'When its turn is to be sent under a rate.' }),
  convertedAt: time.optional().meta({ description: 'When its goal was reached.' }),
  trace: z.array(z.object({ at: time, what: z.string() })),
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
    runs: z
      .object({ isRunning: z.boolean(), why: z.string().optional() })
      .optional()
      .meta({ description: 'Whether it may begin and send now, or is paused or not active.' }),
    triggers: z.array(trigger).optional(),
    if: explanation.optional(),
    stopWhen: explanation.optional(),
    consent: explanation.optional(),
    frequency: z
      .object({ asked: z.string(), mayBegin: z.boolean(), why: z.string().optional() })
      .optional()
      .meta({ description: 'Whether the campaign may begin again now, after the journeys that there were.' }),
    steps: z.array(step).optional(),
    sends: z.array(send).optional(),
    messages: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ description: 'What was decided: the campaign’s rows of the ledger, newest first.' }),
    journeys: z.array(journey).optional(),
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
