import type { SimulatedHouse } from './simulated-house.ts';

/** What somebody who looks after a house does while guests come and go: the real functions, called by the interface. */

const TRIES = 10;
/** Between two tries of a call that failed. */
const PAUSE_MILLISECONDS = 5_000;
const ROWS_A_PAGE = 7;

interface RebuiltPage {
  readonly different: readonly { readonly profileId: string; readonly parts: readonly string[] }[];
  readonly failed?: readonly unknown[];
  readonly unchecked?: readonly string[];
  readonly cursor: string | null;
}

/** Takes one identifier of somebody who has several away from them. @returns the answer's status; undefined for nobody */
export async function splitSomebody(house: SimulatedHouse): Promise<number | undefined> {
  const { random, counts } = house.world;
  const people = new Map<string, string[]>();
  for (const { identifier, profileId } of house.tables.table('Identities').all()) {
    if (profileId === '') continue;
    const names = people.get(livingOf(house, String(profileId))) ?? [];
    people.set(livingOf(house, String(profileId)), [...names, String(identifier)]);
  }
  const several = [...people.values()].filter(({ length }) => length > 1);
  if (several.length === 0) return undefined;
  const [identifier = '', profile = ''] = random.shuffled(random.pick(several)).map(asWritten);
  const { status } = await callAsAdmin(house, 'split', { profile, identifier });
  counts.add(`splits answered ${status}`);
  return status;
}

/**
 * Looks at everybody, page by page.
 * @returns what differs from the fold of all events, in words
 */
export async function rebuildEverybody(house: SimulatedHouse, isVerify: boolean): Promise<string[]> {
  const wrongs: string[] = [];
  let cursor: string | null = null;
  do {
    const body = { verify: isVerify, limit: ROWS_A_PAGE, ...(cursor === null ? {} : { cursor }) };
    const { status, answer } = await callAsAdmin(house, 'rebuild', body);
    if (status !== 200) return [...wrongs, `rebuild answered ${status}`];
    const page = answer as RebuiltPage;
    wrongs.push(
      ...page.different.map(({ profileId, parts }) => `rebuild finds ${parts} of ${profileId} different`),
    );
    wrongs.push(...(page.failed ?? []).map((failure) => `rebuild failed on ${JSON.stringify(failure)}`));
    cursor = page.cursor;
  } while (cursor !== null);
  house.world.counts.add(isVerify ? 'houses that were verified' : 'houses that were rebuilt');
  return wrongs;
}

async function callAsAdmin(
  house: SimulatedHouse,
  name: 'split' | 'rebuild',
  body: unknown,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const call = { route: `POST /v1/${name}`, key: 'admin', body };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await house.functions[name].invoke(call).catch(() => undefined);
    const status = answer?.statusCode ?? 0;
    if ((status >= 200 && status < 500) || attempt === TRIES)
      return { status, answer: JSON.parse(answer?.body ?? 'null') };
    await house.world.scheduler.wait(`${name} again`, PAUSE_MILLISECONDS);
  }
}

function livingOf(house: SimulatedHouse, profileId: string): string {
  const item = house.tables.table('Profiles').find({ profileId });
  return typeof item?.mergedInto === 'string' ? livingOf(house, item.mergedInto) : profileId;
}

/** `namespace:value`, as the interface takes it. */
const asWritten = (identifier: string): string => identifier.replace('#', ':');
