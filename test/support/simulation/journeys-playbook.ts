import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { PermissionRules } from '../../../domain/campaign/permission-rules.ts';
import { digestAggregates } from '../../../domain/playbook/program/digest-aggregates.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { EventSelector } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import { aProgram } from '../a-program.ts';
import { JOURNEY_CAMPAIGNS } from './journeys-campaigns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const named = (name: string): EventSelector => ({ names: [name], where: [] });
const times = (name: string, keep: number) => ({ kind: 'times', of: named(name), keep }) as const;

/** The night of the simulated house: 22:00 to 8:00 where the guest is. */
const QUIET = { from: { hour: 22, minute: 0 }, to: { hour: 8, minute: 0 } } as const;

const PERMISSION: PermissionRules = {
  suppress: [
    {
      name: 'just called',
      when: {
        kind: 'event',
        label: 'Called Hotel',
        aggregate: 'calls',
        count: { atLeast: 1 },
        withinMilliseconds: 6 * HOUR,
      },
    },
  ],
  caps: [
    { channel: 'email', atMost: 2, perMilliseconds: 12 * HOUR },
    { channel: 'email', atMost: 4, perMilliseconds: 2 * DAY },
  ],
  quietHours: { ...QUIET, channels: ['email'] },
  control: 0.1,
};

const AGGREGATES: Program['aggregates'] = {
  bookings: times('Booking Made', 3),
  booked: times('Booking Made', 1),
  ordered: times('Order Completed', 1),
  calls: times('Called Hotel', 1),
  orders: { kind: 'measure', measure: 'count', of: named('Order Completed'), property: null },
  visit: { kind: 'visit', visit: { begins: named('Menu Opened'), endsAfterMilliseconds: HOUR / 2 } },
  // Counts every event that has a name: one that was counted twice, or not at all, shows.
  events: { kind: 'measure', measure: 'count', of: { names: [], where: [] }, property: null },
};

/**
 * A house whose campaigns do all that campaigns may do. The second version remembers one thing more, pauses one campaign,
 * has removed another, lets a third go on otherwise, and writes its letter an hour later.
 * @param more campaigns beside its own
 */
export function journeysProgram(ordinal: 1 | 2, more: readonly Campaign[] = []): Program {
  const added: Program['aggregates'] = ordinal === 1 ? {} : { menus: times('Menu Opened', 3) };
  const program = aProgram({
    version: `v${ordinal}`,
    ordinal,
    aggregates: { ...AGGREGATES, ...added },
    computedTraits: { eventCount: { id: 'eventCount', name: 'Events', aggregate: 'events' } },
    segments: [
      {
        id: 'booker',
        name: 'Booker',
        when: {
          kind: 'event',
          label: 'Booking Made',
          aggregate: 'bookings',
          count: { atLeast: 1 },
          withinMilliseconds: 2 * DAY,
        },
      },
    ],
    permission: PERMISSION,
    campaigns: Object.fromEntries(
      [...JOURNEY_CAMPAIGNS, ...more]
        .flatMap((campaign) => inVersion(campaign, ordinal))
        .map((campaign) => [campaign.id, campaign]),
    ),
  });
  return { ...program, aggregatesDigest: digestAggregates(program) };
}

function inVersion(campaign: Campaign, ordinal: 1 | 2): readonly Campaign[] {
  if (ordinal === 1) return [campaign];
  switch (campaign.id) {
    case 'menu':
      return [{ ...campaign, isPaused: true }];
    case 'turns':
      return [];
    case 'stay':
      return [{ ...campaign, steps: campaign.steps.slice(2) }];
    case 'letter':
      return [
        {
          ...campaign,
          triggers: [
            { kind: 'schedule', segment: 'booker', schedule: { kind: 'day', at: { hour: 13, minute: 0 } } },
          ],
        },
      ];
    default:
      return [campaign];
  }
}
