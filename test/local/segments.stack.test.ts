import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

interface Sizes {
  readonly segments: readonly { readonly id: string; readonly members: number }[];
}

describe('who is in which segment, on a running house', () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'test/support/press-house' });
    folder = mkdtempSync(join(tmpdir(), 'maitred-segments-'));
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const type = (...words: string[]) => typeCommand(words, { MAITRED_URL: house.url });
  const sizes = async () => {
    const { body } = await house.call<Sizes>('GET', '/v1/segments', { key: 'local-read' });
    return Object.fromEntries(body.segments.map(({ id, members }) => [id, members]));
  };
  const load = async (...lines: string[]) => {
    const file = join(folder, 'press.csv');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const typed = await type('list', 'load', 'press-guests', file);
    await house.settle();
    return { ...typed, file };
  };
  const changesOf = async (id: string) =>
    (await house.profile(id, 'events'))?.events
      .filter(({ event }) => event === 'List Changed')
      .map(({ properties }) => properties.member);

  it('given a list, then who stands in it is a member, and who no longer does is not', async () => {
    await new Guest(house, { anonymousId: 'a-1' }).identify('anna', { email: 'anna@example.com' });
    const first = await load('email,phone', 'Anna@Example.com,', 'ben@example.com,+49 30 123456');
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.out).toContain('press-guests holds 2 guests: 2 told to be in it, 0 to have left');
    expect(first.error).toContain('email, phone: a row is one guest');
    expect((await house.profile('userId:anna'))?.segments).toHaveProperty('invited');
    // Nobody knew Ben's address or number before.
    expect(await sizes()).toMatchObject({ invited: 2 });
    expect((await house.profile('phone:+4930123456'))?.profileId).toBe(
      (await house.profile('email:ben@example.com'))?.profileId,
    );
    expect(await changesOf('email:ben@example.com')).toEqual([true]);

    expect((await load('email', 'ben@example.com')).out).toContain('holds 1 guest: 1 told');
    expect((await house.profile('userId:anna'))?.segments).not.toHaveProperty('invited');
    expect((await house.profile('email:ben@example.com'))?.segments).toHaveProperty('invited');
    expect(await sizes()).toMatchObject({ invited: 1 });
    expect(await changesOf('userId:anna')).toEqual([false, true]);
  });

  it('given the same file again, then nothing is told twice', async () => {
    expect((await load('email', 'ben@example.com')).out).toContain('holds just this already');
    // He left with the row that named his number too, and stays by the one of his address.
    expect(await changesOf('email:ben@example.com')).toEqual([true, false, true]);
  });

  it('given a column that names nothing, or a cell that can be nobody’s, then line and column are said', async () => {
    const unknown = await load('emial', 'ben@example.com');
    expect(unknown).toMatchObject({ exitCode: 2 });
    expect(unknown.error).toContain(
      `${unknown.file}:1:1: the playbook has no namespace of identifiers \`emial\``,
    );
    expect(unknown.error).toContain('did you mean `email`?');
    const refused = await load('userId,email', 'ben,ben@example.com', 'cleo,nobody');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.out).toContain(`${refused.file}:3:2: this is no email`);
    const again = await load('userId,email', 'ben,ben@example.com', 'cleo,nobody');
    expect(again).toMatchObject({ exitCode: 1 });
    expect(again.out).toContain(`${refused.file}:3:2: this is no email`);
    expect(again.error).toContain('holds 2 guests: 0 told to be in it, 0 to have left; 1 cells refused');
    expect(await sizes()).toMatchObject({ invited: 2 });
  });

  it('given a key of the collector, then it puts nobody on a list', async () => {
    const body = { userId: 'eve', event: 'List Changed', properties: { list: 'press-guests', member: true } };
    const answer = await house.call<{ detail: string }>('POST', '/v1/track', { key: 'local-write', body });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('is made by loading a list');
  });

  it('given people who become one, then they are one member', async () => {
    await load('userId,email,phone', 'ben,ben@example.com,', 'cleo,,', ',,+49 30 999999');
    expect(await sizes()).toMatchObject({ invited: 3 });
    const { status } = await house.call('POST', '/v1/identify', {
      key: 'local-write',
      body: { userId: 'ben', traits: { phone: '+49 30 999999' } },
    });
    expect(status).toBe(200);
    await house.settle();
    expect(await sizes()).toMatchObject({ invited: 2 });
  });

  it('given members, then they are exported with what is known of them', async () => {
    const output = join(folder, 'invited.csv');
    const typed = await type(
      'segment',
      'export',
      'invited',
      '--format',
      'csv',
      '--columns',
      'userId,email',
      '--output',
      output,
    );
    expect(typed).toEqual({ exitCode: 0, out: '', error: expect.stringContaining('2 members of invited') });
    const rows = readFileSync(output, 'utf8').trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',').slice(2).join(' ')).sort()).toEqual([
      'ben ben@example.com',
      'cleo ',
    ]);
    expect(await type('segment', 'export', 'invitde')).toMatchObject({ exitCode: 1 });
  });

  it('given that time alone ends a stay, then the count follows', async () => {
    const properties = { rooms: [{ kind: 'Suite', size: 40 }] };
    await new Guest(house, { anonymousId: 'dora' }).track('Booking Made', properties);
    await house.settle();
    expect(await sizes()).toMatchObject({ suite: 1 });
    await house.advance('2 days');
    expect(await sizes()).toMatchObject({ suite: 0 });
  });

  it('given names that never came, then check --seen says where they stand and what came near', async () => {
    const { out, exitCode } = await type('check', '--seen', 'test/support/press-house');
    expect(exitCode).toBe(0);
    expect(out).toContain('segments/recent.yaml:2:16  the event `Bookng Made` was never received');
    expect(out).toContain('did you mean `Booking Made`?');
    expect(out).toContain('the property `rooms.sise` was never received with `Booking Made`');
    expect(out).toContain('did you mean `rooms.size`?');
    expect(out).toContain('the trait `declined` was never received');
    expect(out).not.toContain('was never loaded');
    expect(out).toContain('3 problems');
    expect(await type('check', '--seen', '--strict', 'test/support/press-house')).toMatchObject({
      exitCode: 1,
    });
  });

  it('given a list that is removed, then everybody leaves it', async () => {
    expect((await type('list', 'show')).out).toContain('press-guests');
    expect(await type('list', 'remove', 'press-guests')).toMatchObject({ exitCode: 0 });
    await house.settle();
    expect(await sizes()).toMatchObject({ invited: 0 });
    expect(await type('list', 'remove', 'press')).toMatchObject({ exitCode: 1 });
  });
});
