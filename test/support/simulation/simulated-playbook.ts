import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { digestAggregates } from '../../../domain/playbook/program/digest-aggregates.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { peopleProgram } from '../people-program.ts';

const DAY = 86_400_000;

const mail = (id: string, template: string) =>
  ({ kind: 'send', id, contents: [{ channel: 'email', template, subject: 'Hello' }] }) as const;

const CAMPAIGNS: readonly Campaign[] = [
  {
    id: 'thanks',
    name: 'Thanks for the booking',
    triggers: [{ kind: 'event', of: { names: ['Booking Made'], where: [] } }],
    steps: [mail('1', 'hello')],
    frequency: { kind: 'every time' },
    purpose: 'transactional',
  },
  {
    id: 'welcome',
    name: 'Once for whoever books',
    triggers: [{ kind: 'segment', segment: 'booker', on: 'entry' }],
    steps: [mail('1', 'hello'), { kind: 'wait', id: '2', milliseconds: DAY }, mail('3', 'hello')],
    frequency: { kind: 'once' },
    purpose: 'transactional',
  },
];

/**
 * A small house: every kind of aggregate, segments of events, traits, consent, time and of what is missing, and two
 * campaigns. The second version remembers one thing more.
 */
export function simulatedProgram(ordinal: 1 | 2): Program {
  const base = peopleProgram();
  const added: Program['aggregates'] =
    ordinal === 1 ? {} : { menus: { kind: 'times', of: { names: ['Menu Opened'], where: [] }, keep: 3 } };
  const program = peopleProgram({
    version: `v${ordinal}`,
    ordinal,
    aggregates: {
      ...base.aggregates,
      // Counts every event that has a name: one that was counted twice, or not at all, shows.
      events: { kind: 'measure', measure: 'count', of: { names: [], where: [] }, property: null },
      ...added,
    },
    computedTraits: {
      ...base.computedTraits,
      eventCount: { id: 'eventCount', name: 'Events', aggregate: 'events' },
    },
    segments: [
      ...base.segments,
      {
        id: 'has-not-booked',
        name: 'Has not booked',
        when: { kind: 'not', of: { kind: 'segment', segment: 'booker' } },
      },
    ],
    campaigns: Object.fromEntries(CAMPAIGNS.map((campaign) => [campaign.id, campaign])),
  });
  return { ...program, aggregatesDigest: digestAggregates(program) };
}

/** What a deploy puts into the bucket, by key. */
export function playbookObjects(program: Program): Map<string, string> {
  const { version } = program;
  const templates = { version, templates: { hello: { html: '<p>Hello</p>' } } };
  return new Map([
    [`programs/${version}.json`, JSON.stringify(program)],
    [`templates/${version}.json`, JSON.stringify(templates)],
  ]);
}
