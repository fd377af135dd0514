import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { evaluateCondition } from '../../../domain/segment/condition/evaluate-condition.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { outcomeOf } from './house-outcome.ts';
import { judgeGivingWay } from './judge-giving-way.ts';
import { judgeUnderWay } from './judge-under-way.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { guestOf, personOf } from './watch-people.ts';
import { isLookingOut } from './watch-waits.ts';

const REASONS = [
  'consent',
  'channel consent',
  'topic',
  'unreachable',
  'paused',
  'not active',
  'holdout',
  'control',
  'suppression',
  'cap',
  'collapsed',
];

/** Every journey of a house, but for the rows of its schedules. */
export function journeysOf(house: SimulatedHouse): readonly Journey[] {
  const rows = house.tables.table('Journeys').all();
  return rows.filter(({ profileId }) => profileId !== '#broadcast').map(decodeJourney);
}

/** What is wrong with journeys and the ledger of a house that has come to rest, in words. */
export function judgeJourneys(house: SimulatedHouse, versions: readonly Program[]): string[] {
  const journeys = journeysOf(house);
  const deliveries = house.tables.table('Deliveries').all().map(decodeDelivery);
  return [
    ...journeys.flatMap((journey) => judgeWaiting(house, versions, journey)),
    ...judgeGivingWay(house, versions, journeys),
    ...judgeUnderWay(house, versions, journeys),
    ...judgeWatches(house, journeys),
    ...judgeLedger(house, versions, { journeys, deliveries }),
    ...judgeGrants(house, versions, journeys),
  ];
}

/** Whoever waits is due in the time to come; whoever waits for an event is told of it, and it has not come. */
function judgeWaiting(house: SimulatedHouse, versions: readonly Program[], journey: Journey): string[] {
  const { profileId, journeyId, status, dueAt, awaits, enteredAt } = journey;
  const about = `${profileId} ${journeyId}`;
  if (status === 'ended')
    return dueAt === null && !isLookingOut(journey) ? [] : [`${about} is over and waits`];
  const { now } = house.world.scheduler;
  if (dueAt === null || dueAt <= now) return [`${about} waits, and nothing will wake it`];
  if (awaits === undefined) return [];
  const step = stepOf(versions, journey, awaits);
  const guest = guestOf(house.tables, journey);
  if (step?.kind !== 'wait for event' || guest === undefined) return [`${about} waits for what is no event`];
  const watched = (guest.contacts.watches ?? []).filter(
    (watch) => watch.kind === 'wait' && watch.profileId === profileId && watch.journeyId === journeyId,
  );
  const unwatched = step.aggregates.filter((id) => !watched.some(({ aggregate }) => aggregate === id));
  const active = activateProgram(house.program);
  const hasCome = evaluateCondition(active, step.until, guest, now, enteredAt).holds;
  return [
    ...unwatched.map((aggregate) => `${about} is not told of ${aggregate}`),
    ...(hasCome ? [`${about} waits for what has come`] : []),
  ];
}

function stepOf(versions: readonly Program[], { playbookVersion, campaign }: Journey, id: string) {
  const program = versions.find(({ version }) => version === playbookVersion);
  return program?.campaigns[campaign]?.steps.find((step) => step.id === id);
}

/** Who looks out for something waits for it, or has a goal that it has not reached. */
function judgeWatches(house: SimulatedHouse, journeys: readonly Journey[]): string[] {
  return outcomeOf(house).living.flatMap(({ profileId, contacts: { watches = [] } }) =>
    watches.flatMap((watch) => {
      const journey = journeys.find(
        (one) => one.profileId === watch.profileId && one.journeyId === watch.journeyId,
      );
      if (journey === undefined) return [`${profileId} looks out for no journey: ${watch.journeyId}`];
      const isIdle = {
        wait: !isLookingOut(journey),
        goal: journey.convertedAt !== undefined,
        stop: journey.status === 'ended',
      }[watch.kind];
      return isIdle ? [`${profileId} looks out for the ${watch.kind} of ${watch.journeyId} in vain`] : [];
    }),
  );
}

interface Rows {
  readonly journeys: readonly Journey[];
  readonly deliveries: readonly Delivery[];
}

/** What was refused says why; and whoever came to the end has a row for each message on the way. */
function judgeLedger(
  house: SimulatedHouse,
  versions: readonly Program[],
  { journeys, deliveries }: Rows,
): string[] {
  const rows = new Set(deliveries.map((row) => `${personOf(house.tables, row)} ${row.campaign} ${row.step}`));
  const silent = deliveries.filter(
    ({ status, reason, why }) =>
      status === 'suppressed' && (reason === undefined || !REASONS.includes(reason) || !why),
  );
  const missing = journeys
    .filter(({ end }) => end === 'completed')
    .flatMap((journey) => {
      const { campaign, playbookVersion, journeyId } = journey;
      const program = versions.find(({ version }) => version === playbookVersion);
      const sends = (program?.campaigns[campaign]?.steps ?? []).filter(({ kind }) => kind === 'send');
      const person = personOf(house.tables, journey);
      return sends
        .filter(({ id }) => !rows.has(`${person} ${campaign} ${id}`))
        .map(({ id }) => `the ledger does not know what became of ${journeyId}#${id}`);
    });
  return [...silent.map(({ deliveryId }) => `why ${deliveryId} was refused nobody says`), ...missing];
}

/** What a journey grants and sets is an event of the guest's: one for each step that it has passed. */
function judgeGrants(
  house: SimulatedHouse,
  versions: readonly Program[],
  journeys: readonly Journey[],
): string[] {
  const made = new Set(outcomeOf(house).events.map(({ messageId }) => messageId));
  return journeys
    .filter(({ end }) => end === 'completed')
    .flatMap(({ playbookVersion, campaign, journeyId }) => {
      const program = versions.find(({ version }) => version === playbookVersion);
      const making = (program?.campaigns[campaign]?.steps ?? []).filter(
        ({ kind }) => kind === 'grant' || kind === 'set',
      );
      return making
        .map(({ id }) => `${journeyId}#${id}`)
        .filter((messageId) => !made.has(messageId))
        .map((messageId) => `${messageId} made no event`);
    });
}
