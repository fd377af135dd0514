import * as z from 'zod';

const pointer = z.object({ version: z.string(), ordinal: z.int() });
const failed = z.array(z.object({ profileId: z.string(), code: z.string(), detail: z.string() }));
const counts = z.record(z.string(), z.int());
const cursor = z.string().nullable();
const total = z.int().nullable();

const difference = z.object({
  added: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), parts: z.array(z.string()) })),
  removed: z.array(z.string()),
});

const changes = z.object({
  segments: difference,
  traits: difference,
  campaigns: difference,
  templates: difference,
  settings: z.array(z.string()),
});

const underway = z.array(
  z.object({
    version: z.string(),
    campaign: z.string(),
    until: z.iso.datetime().meta({ description: 'By then the last of them is over.' }),
    isGoal: z.literal(true).optional().meta({ description: 'Only their goal is still looked out for.' }),
  }),
);

/** What a deploy answers too. */
export const givenUp = underway.meta({
  description:
    'Journeys under way of which there is no room for what they ask: where that cannot be answered, the present conditions are asked.',
});

const toldAgain = z
  .array(
    z.object({
      campaign: z.string(),
      segment: z.string(),
      wentOut: z.iso.datetime(),
      again: z.iso.datetime(),
    }),
  )
  .meta({ description: 'Broadcasts that went out and, with their schedule changed, go out again.' });

const plannedPage = z.object({
  scanned: z.int(),
  people: z.int(),
  unread: z.int().meta({ description: 'People with too many events to be looked at.' }),
  entered: counts,
  left: counts,
  included: counts.meta({ description: 'By campaign that includes existing members: who would begin.' }),
  examples: z.array(
    z.object({
      segment: z.string(),
      change: z.enum(['enters', 'leaves']),
      profileId: z.string(),
      why: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({ description: 'The conditions, as they are for this guest.' }),
    }),
  ),
  failed,
  cursor,
});

/** Answers of what changes a playbook with guests in the house. */
export const PLAYBOOK_ANSWERS = {
  activePlaybook: pointer.extend({
    program: z.record(z.string(), z.unknown()).meta({ description: 'As it was uploaded.' }),
    templates: z.object({
      version: z.string(),
      templates: z.record(z.string(), z.object({ html: z.string() })),
    }),
  }),
  planned: z.object({
    basis: pointer
      .nullable()
      .meta({ description: 'What it is compared with; null: no playbook is deployed.' }),
    changes: changes.optional().meta({ description: 'Where no page was asked for.' }),
    state: z
      .object({
        bytes: z.int(),
        retainedBytes: z.int().meta({ description: 'Kept up of earlier versions, beside them.' }),
      })
      .optional()
      .meta({ description: 'What one guest’s aggregates may take at most, after its deploy.' }),
    underway: underway.optional().meta({
      description:
        'Journeys of earlier versions that may be under way, last first: what they ask is kept up.',
    }),
    givenUp: givenUp.optional(),
    toldAgain: toldAgain.optional(),
    total: z.int().optional().meta({ description: 'Rows of all people, as counted some hours ago.' }),
    page: plannedPage.optional(),
  }),
  backfilled: pointer.extend({
    scanned: z.int(),
    updated: z.int(),
    queued: z.int().meta({ description: 'People with too many events for a call: they follow by a queue.' }),
    failed,
    cursor,
    total,
  }),
};
