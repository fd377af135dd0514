import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { digestAggregates } from '../../../domain/playbook/program/digest-aggregates.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { aProgram } from '../a-program.ts';
import { backfillHouse } from './backfill-house.ts';
import type { FaultPlan } from './faults.ts';
import { judgeFormerIds } from './judge-former-ids.ts';
import { judgeHouse } from './judge-house.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { livingIdOf } from './watch-people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DEPLOYED_AFTER = 10 * MINUTE;
/** The campaign comes, goes and is back: so much time lies between, or so little that nothing was worked off. */
const [SLOWLY, HASTILY] = [5 * HOUR, 300];

export interface IncludedMembersOptions {
  readonly seed: number;
  readonly faults?: FaultPlan;
  readonly faultRate?: number;
  readonly duplicates?: number;
  readonly isOrderly?: boolean;
  readonly frequency: Campaign['frequency'];
  /** The segment comes, goes and is back with its campaign: whoever is in it then is there for another stay. */
  readonly isSegmentNew?: boolean;
  readonly isHasty?: boolean;
  /** Told as the campaign is about to be deployed. */
  readonly deploying?: () => void;
}

/** Who is who, as a message says it, and what becomes of them: how often they are welcomed, at least and at most. */
interface Person {
  readonly ids: readonly object[];
  readonly books?: 'before' | 'just before' | 'meanwhile';
  /** The second of two ids books as well, or alone. */
  readonly other?: 'books' | 'books alone';
  readonly welcomes: readonly [atLeast: number, atMost: number];
}

const user = (name: string) => ({ userId: name });
const visitor = (name: string) => ({ anonymousId: name });

const PEOPLE: readonly Person[] = [
  { ids: [user('ann')], books: 'before', welcomes: [1, 1] },
  { ids: [user('ben')], books: 'before', welcomes: [1, 1] },
  { ids: [visitor('cat')], books: 'before', welcomes: [1, 1] },
  // What handles this one holds the older program for a while.
  { ids: [user('ida')], books: 'just before', welcomes: [1, 1] },
  // One machine's clock may be behind another's: then it is another stay.
  { ids: [user('dan')], books: 'meanwhile', welcomes: [1, 2] },
  { ids: [user('eve')], welcomes: [0, 0] },
  // Who turn out to be one while people are brought up to date.
  { ids: [user('fay'), visitor('fay-1')], other: 'books alone', welcomes: [1, 1] },
  { ids: [user('gus'), visitor('gus-1')], books: 'before', welcomes: [1, 1] },
  // Each may have been welcomed before.
  { ids: [user('hal'), visitor('hal-1')], books: 'before', other: 'books', welcomes: [1, 2] },
];

/** Who is in a segment as a campaign of it is deployed that includes them is in it once, whoever gets to them first. */
export async function includedMembers(options: IncludedMembersOptions): Promise<string[]> {
  const house: SimulatedHouse = new SimulatedHouse({
    startsAt: STARTS_AT,
    program: (of) => version(of, options),
    batchSize: 5,
    ...options,
  });
  tell(house);
  deployAtTimes(house, options);
  await house.settle(STARTS_AT + DAY);
  return [...judgeWelcomes(house), ...judgeFormerIds(house), ...judgeHouse(house, [], { isShared: false })];
}

/** The second version has a campaign for the members of a segment, which the first may have as well. */
function version(of: 1 | 2, { frequency, isSegmentNew = false }: IncludedMembersOptions): Program {
  const welcome: Campaign = {
    id: 'welcome',
    name: 'Welcome',
    triggers: [{ kind: 'segment', segment: 'booker', on: 'entry' }],
    includeExisting: true,
    steps: [
      { kind: 'send', id: '1', contents: [{ channel: 'email', template: 'hello', subject: 'Welcome' }] },
    ],
    frequency,
    purpose: 'transactional',
  };
  const when = {
    kind: 'event',
    label: 'Booking Made',
    aggregate: 'bookings',
    count: { atLeast: 1 },
  } as const;
  const program = aProgram({
    version: `v${of}`,
    aggregates: { bookings: { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 1 } },
    segments: of === 1 && isSegmentNew ? [] : [{ id: 'booker', name: 'Booker', when }],
    campaigns: of === 1 ? {} : { welcome },
  });
  return { ...program, aggregatesDigest: digestAggregates(program) };
}

/** All that people say: what they say meanwhile comes in the seconds after the deploy, in which the backfill is at work. */
function tell(house: SimulatedHouse): void {
  const { random } = house.world;
  let messages = 0;
  const say = (after: number, type: string, message: object) => {
    const body = { messageId: `m${++messages}`, type, ...message };
    house.plan({
      at: STARTS_AT + after,
      call: { route: `POST /v1/${type}`, key: 'server', body },
      messages: [],
    });
  };
  const meanwhile = () => DEPLOYED_AFTER + random.below(400);
  const bookings = { before: () => MINUTE, 'just before': () => DEPLOYED_AFTER - 3000, meanwhile };
  const book = (after: number, who: object) => say(after, 'track', { event: 'Booking Made', ...who });
  for (const [place, { ids, books, other }] of PEOPLE.entries()) {
    const [first = {}, second] = ids;
    for (const [number, who] of ids.entries())
      say(place * 1000, 'identify', { ...who, traits: { email: `${place}-${number}@example.com` } });
    if (books !== undefined) book(bookings[books](), first);
    if (other !== undefined) book(2 * MINUTE, second ?? {});
    if (second !== undefined) say(meanwhile(), 'track', { event: 'Signed In', ...first, ...second });
    else if (random.happens(0.5)) say(meanwhile(), 'track', { event: 'Menu Opened', ...first });
  }
}

function deployAtTimes(house: SimulatedHouse, { isHasty = false, deploying }: IncludedMembersOptions): void {
  const { scheduler } = house.world;
  scheduler.spawn(async () => {
    await scheduler.wait('a deploy', DEPLOYED_AFTER);
    deploying?.();
    for (const ordinal of [2, 1, 2] as const) {
      house.deploy(ordinal);
      scheduler.spawn(() => backfillHouse(house));
      await scheduler.wait('a deploy', isHasty ? HASTILY : SLOWLY);
    }
  });
}

function judgeWelcomes({ tables }: SimulatedHouse): string[] {
  const journeys = tables
    .table('Journeys')
    .all()
    .filter(({ campaign }) => campaign === 'welcome');
  const identities = tables.table('Identities').all();
  return PEOPLE.flatMap(({ ids, welcomes: [atLeast, atMost] }) => {
    const [[namespace, value] = []] = Object.entries(ids[0] ?? {});
    const row = identities.find(({ identifier }) => identifier === `${namespace}#${value}`);
    if (row === undefined) return [`nobody is known as ${value}`];
    const person = livingIdOf(tables, String(row.profileId));
    const count = journeys.filter(({ profileId }) => livingIdOf(tables, String(profileId)) === person).length;
    return count >= atLeast && count <= atMost ? [] : [`${value} is welcomed ${count} times`];
  });
}
