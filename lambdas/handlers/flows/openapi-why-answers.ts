import * as z from 'zod';
import { explanation, time } from './openapi-explanation.ts';
import { send } from './openapi-why-sends.ts';

const asked = z.object({ id: z.string(), name: z.string() });

const trigger = explanation.extend({
  kind: z.string().meta({ description: '`schedule`, `date`, or the kind of condition.' }),
  next: time.nullable().optional().meta({
    description: 'Of a schedule or a date: when it comes next. Null: never.',
  }),
  why: z.string().optional().meta({
    description: 'Of a date that never comes: what the guest’s trait is missing.',
  }),
  date: z.unknown().optional().meta({ description: 'Of a date: the day that it tells of next.' }),
  zone: z.string().optional().meta({ description: 'Of a date: the guest’s IANA zone.' }),
  every: z
    .object({ times: z.int(), count: z.int(), missing: z.int() })
    .optional()
    .meta({ description: 'Of every so many-th event: how many there were, and how many are missing.' }),
  unanswered: z
    .object({
      at: time.meta({ description: 'When the guest entered the segment, or the event came.' }),
      why: z.string(),
      hint: z.string().optional(),
    })
    .optional()
    .meta({
      description:
        'Why no journey began, where it holds and neither a journey nor a refusal of this campaign is known.',
    }),
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

const asBegun = z.object({
  if: explanation.optional(),
  stopWhen: explanation.optional(),
  steps: z.array(step),
  sends: z.array(send),
});

const refused = z.object({
  at: time.meta({ description: 'When that was decided. Of one reason the first time in a day is kept.' }),
  reason: z.string().meta({
    description: '`frequency`, `visit`, `too many`, `if`, `paused`, `not active`, `loop`, `late`, `history`.',
  }),
  why: z.string(),
  occurrence: z.string().meta({
    description:
      'What triggered it: the messageId of an event (the hash of a long one), a stay in a segment, a round, a date, a moment.',
  }),
  event: z
    .string()
    .optional()
    .meta({ description: 'The event’s name, if it is among those that were read.' }),
  timestamp: time.optional(),
  mayBeginFrom: time.optional().meta({ description: 'Until then it is refused for the same reason.' }),
});

const journey = z.looseObject({
  campaign: z.string(),
  status: z.string(),
  enteredAt: time,
  dueAt: time.nullable().meta({ description: 'When it is looked at next. Null: it is over.' }),
  why: z.string().optional().meta({ description: 'Why it is over.' }),
  playbookVersion: z.string().meta({ description: 'The version that it began with, and keeps.' }),
  isOfEarlierVersion: z.literal(true).optional().meta({ description: 'Another version is active now.' }),
  asBegun: asBegun.optional().meta({
    description:
      'Of one under way: what its own version makes of the guest, where the present one asks or does something else. Of the newest five.',
  }),
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
    isRemoved: z.literal(true).optional().meta({
      description:
        'The playbook no longer has the campaign: its journeys go by the version that they began with, and nothing else is told.',
    }),
    runs: z
      .object({ isRunning: z.boolean(), why: z.string().optional() })
      .optional()
      .meta({ description: 'Whether it may begin and send now, or is paused or not active.' }),
    triggers: z.array(trigger).optional(),
    if: explanation.optional(),
    stopWhen: explanation.optional(),
    consent: explanation.optional(),
    frequency: z
      .object({
        asked: z.string(),
        mayBegin: z.boolean(),
        why: z.string().optional(),
        mayBeginFrom: time.optional().meta({ description: 'From when on, where time alone decides.' }),
      })
      .optional()
      .meta({ description: 'Whether the campaign may begin again now, after the journeys that there were.' }),
    refused: refused
      .optional()
      .meta({ description: 'The last time that it was triggered and did not begin.' }),
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
