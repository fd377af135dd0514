import type { ApiClient } from './api-client.ts';
import { callPatiently, type Wait } from './call-patiently.ts';
import { CommandError, EXIT } from './command-error.ts';
import type { PlanAnswer, PlanBasis, PlanExample, PlannedPage } from './plan-answer.ts';
import type { ProgressBar } from './progress-bar.ts';
import { segmentPlaces, walkSegments } from './walk-segments.ts';

/** Parts of all people that are looked at side by side. */
const SIDE_BY_SIDE = 4;
/** Of a sample's parts, so many rows each: a call looks at them all, and there are enough parts to be fair. */
const ROWS_A_PART = 20;
/** As many as DynamoDB takes. */
const MOST_PARTS = 1_000_000;
const EXAMPLES_EACH = 5;

export interface PlanGuestsDependencies {
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly bar: ProgressBar;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** What becomes of the guests that were looked at. */
export interface PlannedGuests {
  /** False for a sample. */
  readonly isExact: boolean;
  /** Rows that were passed, of people who have merged too. */
  scanned: number;
  people: number;
  unread: number;
  failed: number;
  readonly entered: Record<string, number>;
  readonly left: Record<string, number>;
  readonly included: Record<string, number>;
  readonly examples: PlanExample[];
}

export interface GuestsAsked {
  readonly program: unknown;
  /** What the first answer said: it must stay so. */
  readonly basis: PlanBasis | null;
  /** Rows of all people. */
  readonly total: number;
  /** Rows to look at; without it, all. */
  readonly sample?: number | undefined;
}

/**
 * Asks for what becomes of guests, of all or of a sample. A sample reads whole parts of the table, chosen at random: where in
 * the table somebody lies is a hash of their id, and says nothing about them.
 * @throws CommandError where somebody deployed meanwhile
 */
export async function planGuests(
  dependencies: PlanGuestsDependencies,
  asked: GuestsAsked,
): Promise<PlannedGuests> {
  const { sample = Number.POSITIVE_INFINITY, total } = asked;
  const isExact = sample >= total;
  const sum: PlannedGuests = {
    ...{ isExact, scanned: 0, people: 0, unread: 0, failed: 0 },
    ...{ entered: {}, left: {}, included: {}, examples: [] },
  };
  if (isExact) await walkAll(dependencies, asked, sum);
  else await walkSome(dependencies, asked, sum, sample);
  return sum;
}

async function walkAll(
  dependencies: PlanGuestsDependencies,
  asked: GuestsAsked,
  sum: PlannedGuests,
): Promise<void> {
  const places = segmentPlaces(SIDE_BY_SIDE);
  await walkSegments(places, async (place, segment) => {
    const page = await readPage(dependencies, asked, {
      segment,
      segments: places.length,
      cursor: place.cursor,
    });
    Object.assign(place, { cursor: page.cursor, isDone: page.cursor === null });
    addUp(sum, page);
    dependencies.bar.show(sum.scanned, asked.total);
  });
}

async function walkSome(
  dependencies: PlanGuestsDependencies,
  asked: GuestsAsked,
  sum: PlannedGuests,
  sample: number,
): Promise<void> {
  const segments = Math.min(MOST_PARTS, Math.ceil(asked.total / ROWS_A_PART));
  const chosen = new Set<number>();
  const places = segmentPlaces(SIDE_BY_SIDE).map((place) => ({ ...place, segment: 0 }));
  const choose = (): number => {
    let segment = 0;
    do segment = Math.floor(dependencies.random() * segments);
    while (chosen.has(segment));
    chosen.add(segment);
    return segment;
  };
  await walkSegments(places, async (place) => {
    const isEnough = sum.scanned >= sample || (place.cursor === null && chosen.size === segments);
    if (isEnough) {
      place.isDone = true;
      return;
    }
    if (place.cursor === null) place.segment = choose();
    const { segment, cursor } = place;
    const page = await readPage(dependencies, asked, { segment, segments, cursor });
    place.cursor = page.cursor;
    addUp(sum, page);
    dependencies.bar.show(Math.min(sum.scanned, sample), sample);
  });
}

async function readPage(
  { api, wait }: PlanGuestsDependencies,
  { program, basis }: GuestsAsked,
  { cursor, ...position }: { segment: number; segments: number; cursor: string | null },
): Promise<PlannedPage> {
  const body = { program, page: { ...position, ...(cursor !== null && { cursor }) } };
  const answer = await callPatiently(wait, () => api.call<PlanAnswer>('POST', '/v1/playbook/plan', body));
  if (answer.page === undefined) throw new CommandError('the API answers no page of a plan');
  if (answer.basis?.ordinal === basis?.ordinal) return answer.page;
  throw new CommandError(`version ${answer.basis?.version} was made active meanwhile`, {
    exitCode: EXIT.refused,
    hint: 'Plan again, against that one.',
  });
}

function addUp(sum: PlannedGuests, page: PlannedPage): void {
  sum.scanned += page.scanned;
  sum.people += page.people;
  sum.unread += page.unread;
  sum.failed += page.failed.length;
  for (const part of ['entered', 'left', 'included'] as const)
    for (const [id, count] of Object.entries(page[part])) sum[part][id] = (sum[part][id] ?? 0) + count;
  for (const example of page.examples) {
    const isAlike = ({ segment, change }: PlanExample) =>
      segment === example.segment && change === example.change;
    if (sum.examples.filter(isAlike).length < EXAMPLES_EACH) sum.examples.push(example);
  }
}
