import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { Guide } from './support/guide.ts';
import { takeInventory } from './support/inventory.ts';
import { until } from './support/until.ts';

describe('docs/deploy.md, typed as it stands in an empty account', () => {
  let emulator: Emulator;
  let guide: Guide;
  beforeAll(async () => {
    emulator = await startEmulator('guide');
    guide = new Guide(emulator);
  });
  afterAll(async () => emulator?.stop());

  const stacks = async () =>
    (await takeInventory(emulator)).stacks.filter((name) => name.startsWith('Maitred'));

  it('given step 1, then both stacks are there', async () => {
    await guide.type('**1 · The stacks.**');

    expect(await stacks()).toEqual(expect.arrayContaining(['MaitredData-prod', 'MaitredService-prod']));
  });

  it('given step 2, then there is a key', async () => {
    await guide.type('**2 · The first key.**');

    expect(await guide.screenOf('npx maitred keys list')).toMatch(/first-admin +server +admin/);
  });

  it('given step 3, then the playbook is active', async () => {
    expect(await guide.type('**3 · A playbook.**')).toContain('is active now');
  });

  it('given step 4, then the guest is there with the event', async () => {
    const screen = await until('the guest is there', async () => {
      const seen = await guide.type('**4 · The first event,**');
      return seen.includes('"profileId"') && seen;
    });

    expect(screen).toContain('{"success":true}');
    expect(screen).toContain('"event":"Signed Up"');
  });

  it('given who is to be told, then they are subscribed to the alarms', async () => {
    expect(await guide.type('## Being told')).toContain('SubscriptionArn');
  });

  it('given an update of the stacks, then they are as they were', async () => {
    await guide.type('## Updating, and going back');

    expect(await stacks()).toEqual(expect.arrayContaining(['MaitredData-prod', 'MaitredService-prod']));
  });

  it('given two playbooks, when one is rolled back, then the one before it is active', async () => {
    await guide.screenOf('npx maitred deploy playbooks/shop');
    const screen = await guide.type('A playbook is deployed and rolled back');

    expect(screen).toContain('is active again');
    expect(screen.trim().split('\n').at(-1)).toContain('brought up to date');
  });

  it('given a stage to try things with, then nothing is left of it', async () => {
    await guide.type('## Stages');

    expect((await stacks()).filter((name) => name.endsWith('-try'))).toEqual([]);
  });

  it('given that it is taken down, then no stack is left', async () => {
    await guide.type('## Taking it down');

    expect(await stacks()).toEqual([]);
  });
});
