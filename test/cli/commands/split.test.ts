import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const name = (text: string) => {
  const [namespace = '', value = ''] = text.split(':');
  return { namespace, value };
};
const done = {
  identifier: name('deviceId:tablet'),
  from: name('email:joan@example.com'),
  link: {
    identifier: name('deviceId:tablet'),
    to: name('email:joan@example.com'),
    messageId: 'm-7',
    at: '2026-03-02T10:00:00.000Z',
  },
  remaining: { profileId: 'p-joan', identifiers: [name('email:joan@example.com')] },
  separated: { profileId: 'p-john', identifiers: [name('email:john@example.com'), name('deviceId:tablet')] },
  otherLinks: [],
  rebuilding: false,
  isRepeat: false,
  dryRun: false,
};
const command = ['split', '--profile', 'p-joan', '--identifier', 'deviceId:tablet'];

describe('maitred split', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(async () => api.close());
  beforeEach(() => api.reset());
  const type = (...words: string[]) => typeCommand([...command, ...words], api.environment);

  it('asks for the split, and says by what they were linked and who they are now', async () => {
    api.answer.body = done;
    expect(await type()).toEqual({
      exitCode: 0,
      out: `✓ deviceId:tablet is no longer email:joan@example.com
  linked by m-7, received 2026-03-02T10:00:00.000Z: deviceId:tablet → email:joan@example.com
  p-joan  email:joan@example.com
  p-john  email:john@example.com, deviceId:tablet
  a split is for good: no message joins the two again`,
      error: '',
    });
    expect(api.calls).toMatchObject([{ method: 'POST', path: '/v1/split' }]);
    expect(api.calls[0]?.body).toEqual({ profile: 'p-joan', identifier: 'deviceId:tablet' });
  });

  it('only shows it where it is told to', async () => {
    const separated = { profileId: 'new', identifiers: [name('deviceId:tablet')] };
    api.answer.body = { ...done, link: null, separated, dryRun: true };
    const { out } = await type('--from', 'email:joan@example.com', '--dry-run');
    expect(out).toBe(`? deviceId:tablet would no longer be email:joan@example.com
  p-joan  email:joan@example.com
  a new profile  deviceId:tablet
  a split is for good: no message joins the two again`);
    expect(api.calls[0]?.body).toMatchObject({ from: 'email:joan@example.com', dryRun: true });
  });

  it('names the other links on the way, as they would be typed', async () => {
    const link = {
      identifier: name('email:e@x.org'),
      to: name('userId:u1'),
      messageId: 'm-9',
      at: '2026-03-02T09:00:00.000Z',
    };
    const other = { identifier: name('email:e@x.org'), from: name('userId:u1'), link };
    api.answer.body = { ...done, otherLinks: [other] };
    expect((await type()).out).toContain(`
  other links on the way, should one of them be the wrong one:
    --identifier email:e@x.org --from userId:u1  linked by m-9, received 2026-03-02T09:00:00.000Z: email:e@x.org → userId:u1
`);
  });

  it('says that it was split before, where it was', async () => {
    api.answer.body = { ...done, isRepeat: true };
    expect((await type()).out).toContain(
      '✓ deviceId:tablet was split from email:joan@example.com before: nothing was changed\n',
    );
  });

  it('says what is nobody’s from now on, and that states are still being folded', async () => {
    const separated = { profileId: null, identifiers: [name('deviceId:tablet')] };
    api.answer.body = { ...done, separated, rebuilding: true };
    const { out } = await type();
    expect(out).toContain('\n  nobody’s  deviceId:tablet\n');
    expect(out).toContain('both are folded anew in the background');
  });

  it('ends with 1 where there is nothing to split, and with 2 without a profile', async () => {
    Object.assign(api.answer, { status: 409, body: { detail: 'there is nothing to split it from' } });
    expect(await type()).toMatchObject({ exitCode: 1, error: 'there is nothing to split it from' });
    expect((await typeCommand(['split', '--identifier', 'deviceId:tablet'])).exitCode).toBe(2);
  });
});
