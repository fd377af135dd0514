import { appendFileSync, cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aws } from './support/aws.ts';
import { bootstrap, deployStage, destroyStage } from './support/cdk.ts';
import { DeployedMaitred } from './support/deployed-maitred.ts';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { HotelGuest } from './support/hotel-guest.ts';
import { type Inventory, KINDS, takeInventory } from './support/inventory.ts';
import { makeNextRelease } from './support/next-release.ts';
import { until } from './support/until.ts';

const STAGE = { stage: 'release', disposable: true };
const PLAYBOOK = 'test/deploy/playbook';

let emulator: Emulator;
let hotel: DeployedMaitred;
/** What is there before anything of ours is. */
let before: Inventory;
beforeAll(async () => {
  emulator = await startEmulator('release');
  await bootstrap(emulator);
  before = await takeInventory(emulator);
  hotel = new DeployedMaitred(emulator, await deployStage(emulator, STAGE), STAGE.stage);
  await hotel.makeKeys();
  await hotel.maitred('deploy', PLAYBOOK);
});
afterAll(async () => emulator?.stop());

describe('a release that is deployed while events come in', () => {
  const codeOf = async (): Promise<string[]> =>
    aws(emulator, 'lambda', 'list-functions', '--query', 'Functions[].CodeSha256');
  const sent: string[] = [];
  let codeBefore: string[];
  let profileBefore: string | undefined;
  beforeAll(async () => {
    const john = new HotelGuest(hotel, 'john');
    await john.signUp({ marketing: true });
    profileBefore = (await until('john is known', async () => john.profile())).profileId;
    codeBefore = await codeOf();
    let isDeploying = true;
    const deploy = deployStage(emulator, STAGE, makeNextRelease(emulator.folder)).finally(() => {
      isDeploying = false;
    });
    while (isDeploying) {
      await john.track(`Step ${sent.length}`);
      sent.push(`Step ${sent.length}`);
    }
    await deploy;
  });

  it('given the release, then every function runs its code', async () => {
    const codeAfter = await codeOf();

    expect(codeAfter).toHaveLength(codeBefore.length);
    expect(codeAfter.filter((code) => codeBefore.includes(code))).toEqual([]);
  });

  it('given what was there before, then the same guest is there still, and the same playbook active', async () => {
    expect((await hotel.profile('userId:john'))?.profileId).toBe(profileBefore);
    expect(await hotel.maitred('versions')).toContain('Hotel in a hurry');
  });

  it('given the events that were answered with success meanwhile, then each is on the timeline, once', async () => {
    const steps = await until('the last one is there', async () => {
      const names = (await readTimeline()).filter((name) => name?.startsWith('Step '));
      return names.length >= sent.length && names;
    });

    expect(sent.length).toBeGreaterThan(0);
    expect(steps.toSorted()).toEqual(sent.toSorted());
  });

  /** Names of all of john's events. */
  async function readTimeline(): Promise<(string | undefined)[]> {
    const names: (string | undefined)[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const query = `?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { body } = await hotel.curl(`/v1/profiles/userId%3Ajohn/events${query}`);
      const page = JSON.parse(body) as { events: { event?: string }[]; cursor?: string };
      names.push(...page.events.map(({ event }) => event));
      cursor = page.cursor;
    }
    return names;
  }
});

describe('a playbook that is rolled back', () => {
  const john = () => new HotelGuest(hotel, 'john');
  /** Sends events until the guest's segments are as awaited: functions look for another playbook every few seconds. */
  const untilSegments = (what: string, isThere: (segments: string[]) => boolean) =>
    until(what, async () => {
      await john().track('Looked Around');
      return isThere(await john().segments());
    });

  it('given a second version with another segment, when it is deployed, then guests enter it', async () => {
    const folder = mkdtempSync(join(emulator.folder, 'playbook-'));
    cpSync(PLAYBOOK, folder, { recursive: true });
    const segment = 'name: Looked around\nwhen: { event: Looked Around }\n';
    appendFileSync(join(folder, 'segments', 'looked-around.yaml'), segment);

    await hotel.maitred('deploy', folder);

    await untilSegments('john has entered it', (segments) => segments.includes('looked-around'));
  });

  it('given that version, when it is rolled back, then the first is active again', async () => {
    const listed = await hotel.maitred('versions');
    await hotel.maitred('rollback');

    expect(await hotel.maitred('versions')).not.toBe(listed);
  });

  it('given the first version, then the segment is gone from the guest, and those of the first are there', async () => {
    await untilSegments('john has left it', (segments) => !segments.includes('looked-around'));

    expect(await john().segments()).toContain('signed-up-but-abandoned-booking');
  });
});

describe('a disposable stage that is destroyed', () => {
  let after: Inventory;
  beforeAll(async () => {
    await destroyStage(emulator, STAGE);
    after = await takeInventory(emulator);
  });

  it.each(KINDS)('given all that it had, then nothing is left: %s', (kind) => {
    expect(after[kind]).toEqual(before[kind]);
  });
});
