import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

describe('maitred split, on a running house', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house?.close());
  const type = (...words: string[]) => typeCommand(words, { MAITRED_URL: house.url });

  /** Somebody gives their address on the tablet in the lobby. */
  const meet = async (firstName: string) => {
    const email = `${firstName.toLowerCase()}@example.com`;
    const anonymousId = `web-${firstName}`;
    await house.send('identify', { anonymousId, traits: { email, firstName } });
    await house.send('track', { anonymousId, event: 'Signed Up' });
    const context = { device: { id: 'tablet' }, consent: { categoryPreferences: { marketing: true } } };
    await house.send('track', { identifiers: { email }, event: `${firstName} Asked`, context });
  };
  const eventsOf = async (id: string) => (await house.timeline(id)).events.map(({ event }) => event ?? '');

  it('given two guests whom a tablet made one, when it is split off, then each has what is theirs and it is not linked again', async () => {
    await meet('Joan');
    const before = await house.profile('email:joan@example.com');
    await meet('John');
    const one = await house.profile('email:john@example.com');
    expect(one?.profileId).toBe(before?.profileId);
    expect(one?.traits.firstName).toBe('John');

    const command = [
      'split',
      '--profile',
      'email:john@example.com',
      '--identifier',
      'email:john@example.com',
    ];
    const dry = await type(...command, '--from', 'deviceId:tablet', '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, error: '' });
    expect((await house.profile('email:john@example.com'))?.profileId).toBe(one?.profileId);
    const done = await type(...command, '--from', 'deviceId:tablet');
    expect(done).toMatchObject({ exitCode: 0, error: '' });
    expect(done.out).toContain('✓ email:john@example.com is no longer deviceId:tablet');
    const again = (await type(...command, '--from', 'deviceId:tablet')).out;
    expect(again).toContain(
      '✓ email:john@example.com was split from deviceId:tablet before: nothing was changed',
    );
    await house.settle();

    const [joan, john] = [
      await house.profile('email:joan@example.com'),
      await house.profile('email:john@example.com'),
    ];
    expect(joan?.profileId).toBe(before?.profileId);
    expect(joan?.traits.firstName).toBe('Joan');
    expect(john?.traits.firstName).toBe('John');
    expect(john?.consent.marketing?.granted).toBe(true);
    const idsOf = (profile: typeof john) =>
      profile?.identifiers.map(({ namespace, value }) => `${namespace}:${value}`);
    expect(idsOf(joan)).toEqual(['email:joan@example.com', 'deviceId:tablet', 'anonymousId:web-Joan']);
    expect(idsOf(john)).toEqual(['email:john@example.com', 'anonymousId:web-John']);
    expect((await eventsOf('email:john@example.com')).filter((name) => name.startsWith('Joan'))).toEqual([]);

    const context = { device: { id: 'tablet' } };
    await house.send('track', { identifiers: { email: 'john@example.com' }, event: 'Asked', context });
    expect(idsOf(await house.profile('email:john@example.com'))).toEqual(idsOf(john));
    const shown = (await type('who', 'email:john@example.com')).out;
    expect(shown).toMatch(/\nemail:john@example\.com ≠ deviceId:tablet /);
    expect(shown).toMatch(/\ndeviceId:tablet → email:john@example\.com +split: it was taken back /);
  });
});
