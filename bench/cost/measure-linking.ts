import type { JsonObject } from '../../domain/event/json.ts';
import { createPeopleMaker, type PeopleMaker } from '../identity/people-maker.ts';
import { documentClient } from '../template-tables.ts';
import { guestOf, identifyOf, pageOf } from '../units/messages.ts';
import { startMeteredTables } from '../units/metered-tables.ts';
import { compileProgram } from '../units/pipeline.ts';
import { createHeldClient } from './held-client.ts';
import { BEGIN, countUnits, FULL, GUESTS, type MeasuredPath, makeKnown } from './measure-events.ts';
import { measureWork, nextEvents, type Shape, type Traffic } from './measure-path.ts';
import { createOurPath } from './our-path.ts';

/** Of the hundred events of a round, those by which two people become one. */
export const LINKS_A_ROUND = 5;
const SCENARIO = 'linked';
/** Room for a browser more while units are counted: the item stays below one KiB. */
const PROFILE_BYTES = 800;
const MINUTE = 60_000;

export interface MeasuredLinking {
  /** Five events of a hundred link. */
  readonly linking: MeasuredPath;
  /** None does; the same guests. */
  readonly plain: MeasuredPath;
}

/**
 * The full stream of guests who have four events each in a batch; now and then one of the four is a sign-in on a browser
 * that had been somebody of its own, who is stored: the dearest kind of link.
 */
export async function measureLinking(): Promise<MeasuredLinking> {
  const tables = await startMeteredTables();
  const client = documentClient(tables.port, 'strangers');
  try {
    await makeKnown(tables, { name: SCENARIO, profileBytes: PROFILE_BYTES });
    const maker = createPeopleMaker(client, tables.nameOf, await compileProgram('playbooks/hotel'));
    const guests = Array.from({ length: GUESTS }, (_, number) => guestOf(SCENARIO, number));
    const traffic: Traffic = { guests, clock: { now: BEGIN } };
    const metered = { collect: tables.clientOf('path'), resolve: tables.clientOf('path') };
    const held = createHeldClient(tables.port);
    const counted = await createOurPath(tables, metered, traffic.clock);
    const timed = { collect: held.client, resolve: held.client };
    const watched = await createOurPath(tables, timed, traffic.clock);
    const linked: Traffic = { ...traffic, next: (shape) => nextWithLinks(maker, traffic, shape) };
    // Units first: with each link a guest's item grows, and with it what a later write of it takes.
    const units = {
      plain: await countUnits(counted, tables, traffic, FULL),
      linking: await countUnits(counted, tables, linked, FULL),
    };
    const workOf = (of: Traffic) => measureWork(watched, held, of, FULL);
    return {
      linking: { shape: FULL, ...units.linking, work: await workOf(linked) },
      plain: { shape: FULL, ...units.plain, work: await workOf(traffic) },
    };
  } finally {
    client.destroy();
    await tables.stop();
  }
}

let strangers = 0;

/** Guests take turns; who they turn out to have been looked at one page, a minute before. */
async function nextWithLinks(maker: PeopleMaker, traffic: Traffic, shape: Shape): Promise<JsonObject[][]> {
  const round = nextEvents(traffic, shape);
  const { now } = traffic.clock;
  const links = Array.from({ length: LINKS_A_ROUND }, () => {
    strangers += 1;
    const { anonymousId } = guestOf('stranger', strangers);
    return { anonymousId, number: 3_000_000 + strangers, turn: strangers % GUESTS };
  });
  const at = now - MINUTE;
  const seen = links.map(({ anonymousId, number }) => ({ message: pageOf({ anonymousId }, number, at), at }));
  await maker.resolve(await maker.store(seen));
  for (const { anonymousId, number, turn } of links) {
    const { userId = '' } = traffic.guests[turn] ?? {};
    const signIn = identifyOf({ userId, anonymousId }, { firstName: 'Johanna' }, number + 500_000, now);
    round[turn]?.splice(-1, 1, signIn);
  }
  return round;
}
