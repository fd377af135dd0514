import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRICS, REFUSAL_REASONS } from '../../lambdas/contract/metrics.ts';
import type { House } from '../support/house.ts';
import {
  type LogLine,
  openTalkativeHouse,
  type TalkativeHouse,
  type TracedPerson,
} from '../support/talkative-house.ts';

/** Stands in every value that is somebody's own, so that it can be looked for. */
const MARK = 'zyxwv';
const PHONE = '3331234567';
const JOHN = { userId: `${MARK}-user`, anonymousId: `${MARK}-browser` };
const TRAITS = {
  email: `${MARK}@example.com`,
  phone: `+39 ${PHONE}`,
  firstName: `${MARK} John`,
  tier: 'gold',
};
const YES = { consent: { categoryPreferences: { marketing: true, sms: true } } };

/** Sends one call, waits for what it causes, and answers its id. */
async function send(house: House, type: string, message: object, key = 'local-write'): Promise<string> {
  const body = { messageId: crypto.randomUUID(), timestamp: await house.now(), ...JOHN, ...message };
  const { headers } = await house.call('POST', `/v1/${type}`, { key, body });
  await house.settle();
  return headers.get('apigw-requestid') ?? '';
}

describe('what is seen of a guest from outside', () => {
  let talkative: TalkativeHouse;
  let house: House;
  let identified: string;
  const secrets: string[] = [];
  beforeAll(async () => {
    talkative = await openTalkativeHouse();
    ({ house } = talkative);
    identified = await send(house, 'identify', { traits: TRAITS, context: YES });
    await bookAndComplain();
    await misuseKeys();
    await askAndBeRefused();
    await house.advance('2 days');
  }, 240_000);
  afterAll(async () => talkative?.close());

  const makeKey = async (wanted: object) => {
    const body = { source: 'web', scopes: ['collect'], ...wanted };
    const { body: made } = await house.call<{ key: string; keyId: string }>('POST', '/v1/keys', {
      key: 'local-admin',
      body,
    });
    secrets.push(made.key);
    return made;
  };

  async function bookAndComplain(): Promise<void> {
    await send(house, 'track', { event: 'Dinner Booked', properties: { note: `${MARK} window seat` } });
    const device = { id: `${MARK}-phone`, token: `${MARK}-token`, type: 'ios' };
    await send(house, 'track', { event: 'Application Opened', context: { device } });
    talkative.losing.add('sms sns');
    talkative.receiver.answers(500);
    await send(house, 'track', { event: 'Complained', properties: { words: `${MARK} cold soup` } });
    talkative.receiver.answers(200);
  }

  async function misuseKeys(): Promise<void> {
    await send(house, 'track', { event: 'Looked' }, `${MARK}-guess`);
    await house.call('GET', `/v1/projects/${MARK}-guess/settings`);
    await send(house, 'track', { event: 'Looked' }, 'local-read');
    const slow = await makeKey({ limit: 1 });
    // At once: whichever window they fall into, one of two has more than the ten that it allows.
    const call = { key: slow.key, body: { ...JOHN, event: 'Looked' } };
    await Promise.all(Array.from({ length: 31 }, () => house.call('POST', '/v1/track', call)));
    const browser = await makeKey({ type: 'browser', requiresIdentityProof: true });
    await send(house, 'track', { event: 'Looked' }, browser.key);
    const gone = await makeKey({});
    await house.call('DELETE', `/v1/keys/${gone.keyId}`, { key: 'local-admin' });
    await send(house, 'track', { event: 'Looked' }, gone.key);
  }

  async function askAndBeRefused(): Promise<void> {
    const everything = 'include=events,messages,journeys,evidence';
    await house.call('GET', `/v1/profiles/userId:${JOHN.userId}?${everything}`, { key: 'local-read' });
    await house.call('GET', `/v1/profiles/email:${MARK}-nobody@example.com`, { key: 'local-read' });
    const consent = { userId: JOHN.userId, consent: { marketing: true } };
    await house.call('POST', '/v1/consent', { key: 'local-write', body: consent });
    const batch = [
      { type: 'track', event: 'Looked', properties: { words: MARK } },
      { type: 'track', userId: JOHN.userId, event: `${MARK} Looked` },
    ];
    await house.call('POST', '/v1/batch', { key: 'local-write', body: { batch } });
    await house.call('POST', '/v1/track', { key: 'local-write', body: `{"userId": "${MARK}` });
    talkative.losing.add('collect dynamodb');
    await send(house, 'track', { event: 'Looked' });
  }

  const person = async (): Promise<TracedPerson> => {
    const path = `/v1/profiles/userId:${JOHN.userId}?include=events,messages,journeys`;
    return (await house.call<TracedPerson>('GET', path, { key: 'local-read' })).body;
  };
  const parsed = () =>
    talkative.lines.map(({ functionName, text }) => ({ functionName, ...JSON.parse(text) }));

  it('given one request, then its id is on the event, the journey and, a day later, the message', async () => {
    const { events, journeys, messages } = await person();
    expect(identified).toMatch(/^[\w+/]{15}=$/);
    expect(events.find(({ type }) => type === 'identify')).toMatchObject({ traceId: identified });
    expect(journeys.find(({ campaign }) => campaign === 'welcome')).toMatchObject({ traceId: identified });
    const welcome = messages.find(({ campaign }) => campaign === 'welcome');
    expect(welcome).toMatchObject({ status: 'sent', traceId: identified });
  });

  it('given one request, then what it caused is on the bus under its id, to the message', () => {
    const types = talkative.bus.filter(({ traceId }) => traceId === identified).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['Segment Entered', 'Message Requested']));
  });

  it('given one request, then every function on its way has a line with its id', () => {
    const names = talkative.lines
      .filter(({ text }) => text.includes(JSON.stringify(identified)))
      .map(({ functionName }) => functionName);
    expect([...new Set(names)].sort()).toEqual(
      ['announce', 'campaign', 'collect', 'due', 'email', 'resolve'].sort(),
    );
  });

  it('given a refusal, then the problem, the header of the answer and the log name the same request', async () => {
    const answer = await house.call<{ requestId: string }>('POST', '/v1/track', {
      key: `${MARK}-again`,
      body: {},
    });
    expect(answer.body.requestId).toBe(answer.headers.get('apigw-requestid'));
    const line = () => parsed().find(({ traceId }) => traceId === answer.body.requestId);
    await expect.poll(line).toMatchObject({ functionName: 'collect', KeyRefusals: 1, reason: 'unknown' });
  });

  it('given what time alone brought, then it has the id of the invocation that found it', async () => {
    const { journeys, messages } = await person();
    const missed = journeys.find(({ campaign }) => campaign === 'missed');
    expect(missed?.traceId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(messages.find(({ campaign }) => campaign === 'missed')?.traceId).toBe(missed?.traceId);
  });

  it('given all that happened, then no line of any function tells anything of a guest, or a key', () => {
    const told = ({ text }: LogLine) =>
      text.toLowerCase().includes(MARK) || text.includes(PHONE) || secrets.some((key) => text.includes(key));
    expect(secrets).toHaveLength(3);
    expect(talkative.lines.filter(told)).toEqual([]);
    const functions = new Set(talkative.lines.map(({ functionName }) => functionName));
    const channels = ['email', 'push', 'sms', 'staff', 'webhook'];
    expect([...functions]).toEqual(
      expect.arrayContaining([...channels, 'announce', 'campaign', 'collect', 'due', 'keys', 'resolve']),
    );
  });

  it('given any line, then it is one JSON object: a message with its level, or metrics', () => {
    for (const line of parsed()) expect(line._aws !== undefined || line.level !== undefined).toBe(true);
  });

  it.each([
    written(METRICS.eventsStored, 'collect', {}),
    written(METRICS.eventsDuplicate, 'collect', {}),
    written(METRICS.eventsRefused, 'collect', {}),
    ...REFUSAL_REASONS.map((reason) => written(METRICS.keyRefusals, 'collect', { reason })),
    written(METRICS.recordsQuarantined, 'collect', { function: 'collect' }),
    written(METRICS.eventToProfileMilliseconds, 'resolve', {}),
    written(METRICS.decisionToDeliveryMilliseconds, 'email', {}),
    written(METRICS.messagesSent, 'webhook', { channel: 'webhook' }),
    written(METRICS.messagesFailed, 'email', { channel: 'email' }),
    written(METRICS.messagesUnknown, 'sms', { channel: 'sms' }),
  ])(
    'given all that happened, then %s was written by %s, with the dimensions %j',
    (metric, functionName, by) => {
      const dimensions = { stage: 'local', ...by };
      const [line] = parsed().filter(
        (each) => each.functionName === functionName && metric in each && matches(each, dimensions),
      );
      const [{ Namespace, Dimensions, Metrics }] = line?._aws?.CloudWatchMetrics ?? [{}];
      expect({ Namespace, Dimensions }).toEqual({
        Namespace: 'Maitred',
        Dimensions: [Object.keys(dimensions)],
      });
      expect(Metrics.map(({ Name }: { Name: string }) => Name)).toContain(metric);
    },
  );
});

/** A metric, the function that writes it, its dimensions beside the stage. */
function written(metric: string, functionName: string, by: Readonly<Record<string, string>>) {
  return [metric, functionName, by] as const;
}

function matches(line: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  return Object.entries(wanted).every(([name, value]) => line[name] === value);
}
