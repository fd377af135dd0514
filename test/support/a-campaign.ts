import type { Campaign } from '../../domain/campaign/campaign.ts';
import { NO_CONTACTS } from '../../domain/campaign/contacts/contacts.ts';
import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import type { Step } from '../../domain/campaign/step.ts';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { EventMatched, SegmentEntered } from '../../domain/profile/signal.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { aProgram } from './a-program.ts';
import { NOW } from './an-event.ts';

export const DAY = 24 * 60 * 60 * 1000;

/** Counts bookings: an aggregate and the conditions that ask it. */
export const BOOKINGS = 'bookings';
export const BOOKINGS_SPEC: AggregateSpec = {
  kind: 'times',
  of: { names: ['Booking Made'], where: [] },
  keep: 32,
};

/** Booked since the journey began. */
export const BOOKED_SINCE_ENTRY: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: BOOKINGS,
  count: { atLeast: 1 },
  since: { kind: 'entry' },
};

/** A send step, mail unless said otherwise. */
export function aSend(id: string, overrides: Partial<Extract<Step, { kind: 'send' }>> = {}): Step {
  return {
    kind: 'send',
    id,
    contents: [{ channel: 'email', template: 'win-back', subject: 'Hello {{ profile.firstName }}' }],
    ...overrides,
  };
}

/** A campaign that waits three days after entry into `lapsed` and mails once, unless said otherwise. */
export function aCampaign(overrides: Partial<Campaign> = {}): Campaign {
  return {
    id: 'win-back',
    name: 'Win back',
    triggers: [{ kind: 'segment', segment: 'lapsed', on: 'entry' }],
    steps: [{ kind: 'wait', id: '1', milliseconds: 3 * DAY }, aSend('2')],
    frequency: { kind: 'once' },
    purpose: 'marketing',
    ...overrides,
  };
}

/** A playbook in force with these campaigns, which remembers bookings. */
export function anActiveProgram(
  campaigns: readonly Campaign[],
  overrides: Partial<Program> = {},
): ActiveProgram {
  return activateProgram(
    aProgram({
      aggregates: { [BOOKINGS]: BOOKINGS_SPEC },
      segments: [{ id: 'lapsed', name: 'Lapsed', when: { kind: 'everyone' } }],
      campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])),
      ...overrides,
    }),
  );
}

/** A guest who may be mailed: john, in `lapsed`, as the test program keeps them. */
export function aContactableGuest(overrides: Partial<Profile> = {}): Profile {
  return {
    profileId: 'p-john',
    version: 4,
    createdAt: NOW - 30 * DAY,
    seed: 'seed',
    program: { ordinal: 1, aggregates: 'test-aggregates' },
    firstSeen: NOW - 30 * DAY,
    lastSeen: NOW,
    identifiers: { 'email#john@example.com': { sealed: 0, floor: 0, keys: {} } },
    traits: { firstName: { value: 'John', at: NOW, messageId: 'm' } },
    surroundings: {},
    consent: { marketing: { granted: true, at: NOW, messageId: 'm' } },
    devices: {},
    aggregates: {},
    segments: { lapsed: { since: NOW, entries: 1 } },
    nextChanges: {},
    contacts: NO_CONTACTS,
    formerProfileIds: [],
    wakeAt: null,
    ...overrides,
  };
}

export function aSegmentEntered(overrides: Partial<SegmentEntered> = {}): SegmentEntered {
  return {
    id: 'p-john-4-0',
    v: 1,
    type: 'Segment Entered',
    profileId: 'p-john',
    at: NOW,
    segment: 'lapsed',
    entry: 1,
    stay: `${overrides.profileId ?? 'p-john'}.${overrides.entry ?? 1}`,
    ...overrides,
  };
}

export function anEventMatched(overrides: Partial<EventMatched> = {}): EventMatched {
  return {
    id: 'p-john-4-0',
    v: 1,
    type: 'Event Matched',
    profileId: 'p-john',
    at: NOW,
    name: 'Checked In',
    event: { identifier: 'userId#john', sort: '2026-03-02T10:00:00.000Z#m-1' },
    messageId: 'm-1',
    time: NOW,
    campaigns: ['win-back'],
    ...overrides,
  };
}

/** A ledger row of the campaign's second step, requested. */
export function aDelivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    profileId: 'p-john',
    deliveryId: 'win-back#lapsed.entry.p-john.1#2',
    campaign: 'win-back',
    occurrence: 'lapsed.entry.p-john.1',
    step: '2',
    channel: 'email',
    purpose: 'marketing',
    status: 'requested',
    at: NOW,
    why: null,
    playbookVersion: 'test-version',
    attempts: 0,
    dueAt: null,
    ...overrides,
  };
}
