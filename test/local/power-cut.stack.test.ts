import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../support/local-stack.ts';

/** A few of the AWS calls that the story makes, from its first to beyond its last. */
const KILL_AT = [2, 9, 16, 23, 30, 37, 44, 51];

interface Profile {
  readonly events: readonly { readonly messageId: string }[];
  readonly messages: readonly { readonly campaign: string; readonly status: string }[];
}

const START = Date.now() - 60_000;
const STORY = [
  {
    type: 'identify',
    messageId: 'm1',
    traits: { email: 'john@example.com', firstName: 'John', tags: ['Price Sensitive'] },
    context: { consent: { categoryPreferences: { marketing: true } } },
  },
  { type: 'track', messageId: 'm2', event: 'Signed Up' },
  { type: 'track', messageId: 'm3', event: 'Called Hotel', properties: { topic: 'price' } },
].map((event, index) => ({
  anonymousId: 'web-1',
  userId: 'john',
  timestamp: new Date(START + index * 1000).toISOString(),
  ...event,
}));
const THREE_DAYS_LATER = new Date(START + 3 * 24 * 3_600_000 + 3_600_000).toISOString();

/** A power cut between any two calls, and a start with the same DATA_DIR: the laws of architecture.md §5 hold. */
describe('given DATA_DIR, when the power is cut', () => {
  let dataDir: string;
  let stack: LocalStack;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'maitred-'));
  });
  afterEach(async () => {
    await stack.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Does something as a client that tries again, over a restart. */
  async function persistently<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      await stack.kill();
      stack = await startLocalStack({ dataDir });
      return work();
    }
  }

  it.each(KILL_AT)(
    'before call %i, then each event counts once and the mail is not sent twice',
    async (killAtCall) => {
      stack = await startLocalStack({ dataDir, killAtCall });
      for (const event of STORY) {
        await persistently(() => stack.post(`/v1/${event.type}`, event, 'local-write'));
        await persistently(() => stack.settle());
      }
      await persistently(async () => {
        const { now } = await stack.get<{ now: string }>('/_local/clock');
        if (now < THREE_DAYS_LATER) await stack.post('/_local/clock', { to: THREE_DAYS_LATER });
        else await stack.advance('1 minute');
      });

      const path = '/v1/profiles/userId:john?include=events,messages';
      const profile = await persistently(() => stack.get<Profile>(path, 'local-read'));
      const mails = await persistently(() => stack.outbox('email'));

      expect(profile.events.map((event) => event.messageId).sort()).toEqual(['m1', 'm2', 'm3']);
      expect(profile.messages.map((message) => message.campaign)).toEqual(['win-back']);
      const [status] = profile.messages.map((message) => message.status);
      // Where the provider's answer was lost, the ledger says so and the mail is not sent again.
      if (status === 'unknown') expect(mails.length).toBeLessThanOrEqual(1);
      else expect([status, mails.length]).toEqual(['sent', 1]);
    },
  );
});
