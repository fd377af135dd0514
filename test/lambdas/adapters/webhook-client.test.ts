import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { WebhookMessage } from '../../../domain/campaign/delivery/message.ts';
import { createWebhookClient } from '../../../lambdas/adapters/webhook-client.ts';
import type { WebhookRequest } from '../../../lambdas/adapters/webhook-post.ts';
import { isPrivateAddress, refuseTarget } from '../../../lambdas/adapters/webhook-target.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const ORIGIN = {
  profileId: 'p-john',
  deliveryProfileId: 'p-john',
  deliveryId: 'spa#1#1',
  campaign: 'spa',
  step: '1',
};
const MESSAGE: WebhookMessage = {
  channel: 'webhook',
  url: 'https://crm.example.com/hooks',
  secret: 'ssm:/maitred/crm',
  body: { type: 'campaign.spa', timestamp: '2026-03-02T10:00:00.000Z', data: { voucher: 50, name: 'Jörg' } },
};

async function call(answer: number | Error, message = MESSAGE) {
  const requests: WebhookRequest[] = [];
  const client = createWebhookClient({
    post: async (request) => {
      requests.push(request);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    resolveSecret: async () => SECRET,
    isLocal: false,
    clock: () => Date.now(),
  });
  return { outcome: await client(message, ORIGIN), requests };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('createWebhookClient', () => {
  it('signs so that a receiver of Standard Webhooks verifies it', async () => {
    const { outcome, requests } = await call(204);
    const [request] = requests;
    expect(outcome).toEqual({ kind: 'accepted' });
    expect(new Webhook(SECRET).verify(request?.body ?? '', request?.headers ?? {})).toEqual(MESSAGE.body);
  });

  it('gives every attempt the same id', async () => {
    const ids = await Promise.all([call(500), call(200)]);
    const [first, second] = ids.map(({ requests }) => requests[0]?.headers['webhook-id']);
    expect(first).toMatch(/^msg_/);
    expect(second).toBe(first);
  });

  it.each([
    [301, 'not accepted'],
    [404, 'not accepted'],
    [500, 'not accepted'],
    [410, 'refused'],
  ])('takes the answer %i for %s', async (status, kind) => {
    expect((await call(status)).outcome.kind).toBe(kind);
  });

  it.each([
    ['ECONNREFUSED', 'not accepted'],
    ['ENOTFOUND', 'not accepted'],
    ['ECONNRESET', 'unknown'],
    ['MAITRED_PRIVATE_TARGET', 'refused'],
  ])('takes the failure %s for %s', async (code, kind) => {
    expect((await call(failure(code))).outcome.kind).toBe(kind);
  });

  it('does not call into a private network', async () => {
    const { outcome, requests } = await call(200, { ...MESSAGE, url: 'https://169.254.169.254/latest' });
    expect(outcome.kind).toBe('refused');
    expect(requests).toEqual([]);
  });
});

describe('refuseTarget', () => {
  it.each(['https://crm.example.com/hooks', 'https://93.184.216.34/', 'https://[2606:2800:220:1::1]/'])(
    'lets a public https URL pass: %s',
    (url) => {
      expect(refuseTarget(url, false)).toBeUndefined();
    },
  );

  it.each([
    'http://crm.example.com/',
    'ftp://crm.example.com/',
    'not a url',
    'https://user:pw@crm.example.com/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://db.internal/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/',
    'https://100.64.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a9fe:a9fe]/',
  ])('refuses %s', (url) => {
    expect(refuseTarget(url, false)).toBeDefined();
  });

  it('lets loopback and plain http pass on a developer’s machine', () => {
    expect(refuseTarget('http://127.0.0.1:9000/hook', true)).toBeUndefined();
  });
});

describe('isPrivateAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2a00:1450:4001::1'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('takes for private what is no address', () => {
    expect(isPrivateAddress('crm.example.com')).toBe(true);
  });
});
