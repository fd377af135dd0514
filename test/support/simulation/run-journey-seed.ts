import { internalServerError } from './aws-failures.ts';
import { earliestDueOf, wakeByTheMinute } from './earliest-due.ts';
import { type FaultPlan, randomFaults } from './faults.ts';
import { callsOfJourneyGuests } from './journey-guests.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeApart, judgeFormerIds } from './judge-former-ids.ts';
import { judgeHouse } from './judge-house.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { NOON_CAMPAIGNS } from './noon-campaigns.ts';
import type { SeedResult } from './run-seed.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { splitSomebody } from './tend-house.ts';
import { watchJourneys } from './watch-journeys.ts';
import { watchRefusals } from './watch-refusals.ts';

/** The night in which Europe puts its clocks forward comes first. */
const STARTS_AT = Date.UTC(2026, 2, 28, 10);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AFTERWARDS = 2 * DAY;
/** In every so many-th house much comes to a guest at noon. */
const HOUSES_TO_A_BUSY_NOON = 3;
/** In every so many-th mail leaves hours late, now and then. */
const HOUSES_TO_LATE_MAIL = 4;
const LONGEST_REST_HOURS = 9;

/**
 * Runs guests through campaigns with waits, goals, caps, quiet hours, groups, rates and schedules, in a house that the seed
 * disturbs; every decision is looked at as it is written, and what is left in the end as well.
 */
export async function runJourneySeed(
  seed: number,
  { traceLength = 0 }: { readonly traceLength?: number } = {},
): Promise<SeedResult> {
  const random = new SeededRandom(seed);
  const more = seed % HOUSES_TO_A_BUSY_NOON === 0 ? NOON_CAMPAIGNS : [];
  const versions = [journeysProgram(1, more), journeysProgram(2, more)];
  const house: SimulatedHouse = new SimulatedHouse({
    seed,
    startsAt: STARTS_AT,
    program: (ordinal) => journeysProgram(ordinal, more),
    faults: faultsOfJourneys(random),
    duplicates: random.pick([0, 0, 0.1]),
    batchSize: random.pick([5, 20]),
    attempts: random.pick([3, 100, 100]),
    isImpatient: random.happens(0.2),
    traceLength,
  });
  const watched = watchJourneys(house);
  const refusals = watchRefusals(house, versions);
  const guests = random.pick([1, 1, 2]);
  const calls = callsOfJourneyGuests(random, { startsAt: STARTS_AT, guests, calls: random.between(5, 11) });
  for (const call of calls) house.plan(call);
  const end = Math.max(...calls.map(({ at }) => at));
  disturb(house, random, end);
  if (seed % HOUSES_TO_LATE_MAIL === 0) delayMail(house, new SeededRandom(seed), end);
  const isSplit = random.happens(0.2);
  if (isSplit) splitAtTimes(house, random, end);
  wakeByTheMinute(house, end);
  await settleNow(house, end);
  const underWay = judgeJourneys(house, versions);
  await settleNow(house, end + AFTERWARDS);
  if (random.happens(0.2)) {
    for (const mapping of house.mappings) mapping.rewind(1);
    await settleNow(house, end + AFTERWARDS);
  }
  return {
    wrongs: [
      ...watched(),
      ...refusals(),
      ...underWay.map((what) => `while some wait: ${what}`),
      ...judgeJourneys(house, versions),
      ...judgeFormerIds(house),
      ...judgeApart(house),
      ...judgeHouse(house, calls, { isShared: isSplit }),
    ],
    counts: countRows(house),
    trace: house.world.scheduler.trace,
  };
}

/** What goes wrong takes time, in which more may become due. */
async function settleNow(house: SimulatedHouse, until: number): Promise<void> {
  const { scheduler } = house.world;
  do await house.settle(Math.max(until, scheduler.now));
  while ((earliestDueOf(house.tables) ?? Number.POSITIVE_INFINITY) <= scheduler.now);
}

/** Whatever may go wrong, and now and then a provider that takes a message and does not say so. */
function faultsOfJourneys(random: SeededRandom): FaultPlan {
  const own = random.fork();
  const usual = randomFaults(random.fork(), random.pick([0, 0, 0.01, 0.04, 0.08]));
  const lost = random.pick([0, 0.2]);
  return {
    next: (call) =>
      call.action === 'SendRawEmail' && own.happens(lost)
        ? { kind: 'answer lost', error: internalServerError() }
        : usual.next(call),
  };
}

/** New versions and ways back; what was told is told again, also of journeys that are over; people are folded anew. */
function disturb(house: SimulatedHouse, random: SeededRandom, until: number): void {
  const { scheduler } = house.world;
  const at = (work: () => void) =>
    scheduler.spawn(async () => {
      await scheduler.wait('a disturbance', random.below(until - STARTS_AT));
      work();
    });
  if (random.happens(0.35)) {
    at(() => house.deploy(2));
    if (random.happens(0.4)) at(() => house.deploy(1));
  }
  if (random.happens(0.2)) at(() => house.refoldAll());
  if (random.happens(0.1)) at(() => house.addMapping('announce'));
  for (const mapping of [...house.mappings]) if (random.happens(0.3)) at(() => mapping.rewind(random.next()));
}

/** What was decided by day comes to its channel at night. */
function delayMail(house: SimulatedHouse, random: SeededRandom, until: number): void {
  const { scheduler } = house.world;
  for (let count = random.between(1, 4); count > 0; count -= 1)
    scheduler.spawn(async () => {
      await scheduler.wait('mail rests', random.below(until - STARTS_AT));
      house.queues.get('email')?.restFor(random.between(1, LONGEST_REST_HOURS) * HOUR);
    });
}

/** Whoever turned out to be one is taken for two again; what comes later does not join them. */
function splitAtTimes(house: SimulatedHouse, random: SeededRandom, until: number): void {
  const { scheduler } = house.world;
  for (let count = random.between(1, 3); count > 0; count -= 1)
    scheduler.spawn(async () => {
      await scheduler.wait('a split', random.below(until - STARTS_AT));
      await splitSomebody(house);
    });
}

/** How much of each kind there was: a simulation in which nothing happens finds nothing. */
function countRows(house: SimulatedHouse): SeedResult['counts'] {
  const { counts } = house.world;
  counts.add('events', house.tables.table('Events').all().length);
  counts.add('mails', house.mailbox.mails.length);
  for (const { campaign, isHeldOut, convertedAt, end } of house.tables.table('Journeys').all()) {
    counts.add(`journeys of ${campaign}`);
    if (isHeldOut === true) counts.add('journeys held out');
    if (convertedAt !== undefined) counts.add('goals');
    if (end !== undefined) counts.add(`journeys ended: ${end}`);
  }
  for (const { status, reason } of house.tables.table('Deliveries').all())
    counts.add(reason === undefined ? `rows ${status}` : `rows ${status}: ${reason}`);
  return counts;
}
