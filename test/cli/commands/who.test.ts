import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const at = (minute: number) => `2026-03-02T10:0${minute}:00.000Z`;
const name = (text: string) => {
  const [namespace = '', value = ''] = text.split(':');
  return { namespace, value };
};
const link = (identifier: string, to: string, minute: number, rule = 'same message') => ({
  identifier: name(identifier),
  to: name(to),
  messageId: `m-${minute}`,
  at: at(minute),
  rule,
});
const held = (identifier: string, rule: string, minute: number) => ({
  ...name(identifier),
  linkedAt: at(minute),
  by: { messageId: `m-${minute}`, rule },
});
const john = {
  profileId: 'p-john',
  firstSeen: at(0),
  lastSeen: at(9),
  identifiers: [
    held('userId:john', 'first seen', 0),
    held('email:john@example.com', 'same message', 1),
    held('deviceId:d1', 'same message', 2),
    held('anonymousId:a1', 'same message', 3),
    held('anonymousId:a2', 'same message', 4),
  ],
  evidence: {
    links: [
      link('email:john@example.com', 'userId:john', 1),
      link('deviceId:d1', 'email:john@example.com', 2),
      link('anonymousId:a1', 'deviceId:d1', 3),
      link('anonymousId:a2', 'userId:john', 4),
    ],
    refused: [link('deviceId:kiosk', 'userId:john', 5, 'unique')],
    splits: [{ identifier: name('loyaltyId:l1'), from: name('userId:john'), at: at(6) }],
    formerProfileIds: ['p-before'],
  },
};

describe('maitred who', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(async () => api.close());
  beforeEach(() => api.reset());
  const who = (id: string) => typeCommand(['who', id], api.environment);

  it('given a person, then their identifiers hang where they were joined, the most trusted one at the root', async () => {
    api.answer.body = john;
    const { out, exitCode } = await who('email:john@example.com');
    expect(exitCode).toBe(0);
    expect(out).toBe(`p-john  first seen ${at(0)}, last seen ${at(9)}

identifier                 rule          message  when
userId:john                first seen    m-0      ${at(0)}
├─ email:john@example.com  same message  m-1      ${at(1)}
│  └─ deviceId:d1          same message  m-2      ${at(2)}
│     └─ anonymousId:a1    same message  m-3      ${at(3)}
└─ anonymousId:a2          same message  m-4      ${at(4)}

not linked                    why                         message  when
deviceId:kiosk → userId:john  unique: a person holds one  m-5      ${at(5)}

split                       when
loyaltyId:l1 ≠ userId:john  ${at(6)}

former profile ids
p-before`);
  });

  it('given a link whose less trusted end came first, then the tree still hangs on the most trusted one', async () => {
    const links = [link('userId:john', 'email:john@example.com', 1)];
    const identifiers = john.identifiers.slice(0, 2);
    api.answer.body = { ...john, identifiers, evidence: { ...john.evidence, links } };
    const lines = (await who('userId:john')).out.split('\n');
    expect(lines[3]).toMatch(/^userId:john /);
    expect(lines[4]).toMatch(/^└─ email:john@example.com +same message +m-1/);
  });

  it('given identifiers of the time before links were kept, then each is shown by how it came', async () => {
    const evidence = { links: [], refused: [], splits: [], formerProfileIds: [] };
    api.answer.body = { ...john, identifiers: john.identifiers.slice(0, 2), evidence };
    const { out } = await who('userId:john');
    expect(out.split('\n').slice(3)).toEqual([
      expect.stringMatching(/^userId:john +first seen/),
      expect.stringMatching(/^email:john@example.com +same message +m-1/),
    ]);
  });

  it('given a value with a slash, then it is asked for in the query', async () => {
    api.answer.body = john;
    await who('anonymousId:web/1');
    expect(api.calls.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/v1/profiles?id=anonymousId%3Aweb%2F1&include=evidence'],
    ]);
  });

  it('given nobody, then it says so and the exit code is 1', async () => {
    Object.assign(api.answer, { status: 404, body: { detail: 'nobody has that identifier' } });
    const { error, exitCode } = await who('userId:nobody');
    expect([error, exitCode]).toEqual(['nobody has that identifier', 1]);
  });
});
