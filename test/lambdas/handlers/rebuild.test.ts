import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnavailableError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { ScanPosition } from '../../../lambdas/adapters/profile-scan.ts';
import { createRebuild } from '../../../lambdas/handlers/rebuild.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { CollectorHouse } from '../../support/a-collector.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { callHttp } from '../../support/http-call.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { RebuildHouse } from '../../support/rebuild-people.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

const PEOPLE = 20;
let house: RebuildHouse;
let handler: HttpHandler;
let scanned: (ScanPosition & { limit: number })[];
/** What befalls a read of somebody. */
let befall: (profileId: string) => void;

beforeEach(async () => {
  house = new RebuildHouse(activateProgram(peopleProgram()), NOW);
  scanned = [];
  befall = () => {};
  for (let person = 0; person < PEOPLE; person += 1)
    await house.take([anEvent({ identifiers: [`userId#u${person}`], messageId: `m-${person}` })]);
  await house.take([anEvent({ identifiers: ['userId#u0', 'anonymousId#a'], messageId: 'l' })]);
  handler = makeHandler();
});

function makeHandler(): HttpHandler {
  const { findKey, limitKey, writeMetrics } = new CollectorHouse();
  const { tables } = house;
  return createRebuild({
    ...house.dependencies(),
    ...{ findKey, limitKey, writeMetrics },
    profileStore: {
      readLiving: async (profileId) => {
        befall(profileId);
        return tables.readLiving(profileId);
      },
      write: (write) => tables.write(write),
      readIdentities: (identifiers) => tables.readIdentities(identifiers),
      findByIdentifier: (identifier) => tables.findByIdentifier(identifier),
    },
    profileScan: {
      readPage: async (position, limit) => {
        scanned.push({ ...position, limit });
        const ids = [...tables.profiles.keys()].sort();
        const begin = position.after === undefined ? 0 : ids.indexOf(position.after) + 1;
        const page = ids.slice(begin, begin + limit);
        const isEnd = begin + limit >= ids.length;
        return {
          rows: page.map((profileId) => ({
            profileId,
            isLiving: tables.profiles.get(profileId)?.mergedInto === undefined,
          })),
          last: isEnd ? null : (page.at(-1) ?? null),
        };
      },
      countRows: async () => tables.profiles.size,
    },
  });
}

const post = (body: unknown, key = 'admin') => callHttp(handler, { route: 'POST /v1/rebuild', body, key });

/** All pages of a size. */
async function everyPage(body: object) {
  const answers = [];
  let cursor: string | null | undefined;
  do {
    const { status, body: answer } = await post({ ...body, ...(cursor && { cursor }) });
    expect(status).toBe(200);
    answers.push(answer);
    cursor = answer.cursor;
  } while (cursor !== null);
  return answers;
}

const loseSegments = (profileId: string) => {
  const item = house.tables.profiles.get(profileId) ?? {};
  const document = JSON.parse(item.document as string);
  house.tables.profiles.set(profileId, { ...item, document: JSON.stringify({ ...document, g: {} }) });
};

describe('POST /v1/rebuild', () => {
  it('needs a key of an administrator', async () => {
    expect((await post({}, 'read')).status).toBe(403);
    expect((await post({}, 'nobody')).status).toBe(401);
  });

  it.each([
    [{ profile: '' }, 'profile'],
    [{ segment: 4, segments: 4 }, 'segment'],
    [{ segments: 0 }, 'segments'],
    [{ limit: 0 }, 'limit'],
    [{ profile: 'p1', cursor: 'p2' }, 'cursor'],
    [{ all: true }, 'all'],
  ])('refuses %j, naming the field', async (body, field) => {
    const answer = await post(body);
    expect([answer.status, answer.body.field]).toEqual([400, field]);
  });

  it('looks at one person, by an id or an identifier, and answers 404 for nobody', async () => {
    const { profileId } = (await house.tables.findByIdentifier('userId#u3')) ?? {};
    loseSegments(profileId ?? '');
    const compared = { scanned: 1, checked: 1, cursor: null, total: null };
    const different = [{ profileId, parts: ['segments'] }];
    const verified = await post({ profile: profileId, verify: true });
    expect(verified.body).toMatchObject({ ...compared, rebuilt: 0, different });
    const mended = await post({ profile: 'userId:u3' });
    expect(mended.body).toMatchObject({ ...compared, rebuilt: 1, different });
    expect((await post({ profile: 'nobody' })).status).toBe(404);
    expect((await post({ profile: 'userId:nobody' })).status).toBe(404);
  });

  it.each([
    [{ profile: 'nobody' }, 404, /`namespace:value`/u],
    [{ profile: 'userId:nobody' }, 404, /`namespace:value`/u],
    [{ profile: 'shoeSize:44' }, 400, /userId/u],
    [{ profile: ':44' }, 400, /email:john@example.com/u],
  ])('says of %j which field it is and what to do', async (body, status, hint) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      hint: expect.stringMatching(hint),
      ...(status === 400 ? { field: 'profile' } : { detail: expect.stringContaining('profile') }),
    });
  });

  it('takes a cursor only as a page of the same segment gave it', async () => {
    const { cursor } = (await post({ segment: 1, segments: 2, limit: 5 })).body;
    expect(cursor).toMatch(/^[\w-]+$/u);
    expect(cursor).not.toContain('profile-');
    const forged = Buffer.from('{"segment":1,"segments":2}').toString('base64url');
    for (const body of [
      { cursor },
      { cursor, segment: 0, segments: 2 },
      { cursor, segment: 1, segments: 3 },
      { cursor: 'profile-0005', segment: 1, segments: 2 },
      { cursor: forged, segment: 1, segments: 2 },
    ]) {
      const answer = await post(body);
      expect([answer.status, answer.body.field]).toEqual([400, 'cursor']);
      expect(answer.body.hint).toContain('leave it out to begin anew');
    }
    expect((await post({ cursor, segment: 1, segments: 2, limit: 5 })).status).toBe(200);
    expect(scanned.map(({ after }) => after)).toEqual([undefined, 'profile-0005']);
  });

  it('goes through all people page by page, and past who has merged', async () => {
    loseSegments('profile-0007');
    const answers = await everyPage({ limit: 6 });
    const sum = (field: string) => answers.reduce((total, answer) => total + answer[field], 0);
    expect([sum('checked'), sum('scanned'), sum('rebuilt')]).toEqual([PEOPLE, house.tables.profiles.size, 1]);
    expect(answers.flatMap(({ different }) => different)).toEqual([
      { profileId: 'profile-0007', parts: ['segments'] },
    ]);
    expect(answers.map(({ total }) => total === null)).toEqual([false, true, true, true]);
    expect(await everyPage({ verify: true })).toMatchObject([{ checked: PEOPLE, different: [] }]);
  });

  it('reads the part of the table that it is asked for', async () => {
    await post({ segment: 2, segments: 4, limit: 5 });
    await post({});
    expect(scanned).toEqual([
      { segment: 2, segments: 4, after: undefined, limit: 5 },
      { segment: 0, segments: 1, after: undefined, limit: 100 },
    ]);
  });

  it.each([
    [new VersionConflictError('profile-0003'), 'version-conflict'],
    [new TypeError('no such thing'), 'unexpected'],
  ])('names who fails for a reason of their own, and goes on: %s', async (error, code) => {
    befall = (profileId) => {
      if (profileId === 'profile-0003') throw error;
    };
    const [answer] = await everyPage({});
    expect(answer).toMatchObject({ checked: PEOPLE - 1, failed: [{ profileId: 'profile-0003', code }] });
    expect(JSON.stringify(answer)).not.toContain('no such thing');
  });

  it('is unavailable as a whole where a table does not answer', async () => {
    befall = () => {
      throw new UnavailableError('a table');
    };
    expect((await post({})).status).toBe(503);
  });

  it('begins nobody once its time is over, and says where to go on', async () => {
    befall = () => {
      house.now += 4_000;
    };
    const answers = await everyPage({ limit: 100 });
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.reduce((total, { checked }) => total + checked, 0)).toBe(PEOPLE);
  });
});
