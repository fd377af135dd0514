import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal } from '../../local/start-local.ts';
import { CallFaults } from '../support/call-faults.ts';
import { House, type ProfileView } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

interface Report {
  readonly entered: number;
  readonly waiting: number;
  readonly heldOut: number;
  readonly converted: number;
  readonly requested: number;
  readonly sent: number;
  readonly suppressed: Readonly<Record<string, number>>;
  readonly steps: readonly {
    readonly step: string;
    readonly variant: string | null;
    readonly sent: number;
  }[];
  readonly arms: readonly { readonly arm: number; readonly entered: number }[];
  readonly goal: {
    readonly treated: { readonly entered: number; readonly converted: number };
    readonly heldOut: { readonly entered: number; readonly converted: number };
    readonly unaddressed: number;
    readonly biases: readonly { readonly kind: string }[];
  };
}

interface Swept {
  readonly sweep: string;
  readonly phase: string;
  readonly rows: number;
  readonly mended: readonly { readonly counter: string; readonly difference: number }[];
}

const GUESTS = Array.from({ length: 40 }, (_, index) => `guest-${index}`);
const isReachable = (index: number) => index % 5 !== 1;
const agrees = (index: number) => index % 5 !== 0;
const books = (index: number) => index % 4 === 2;

describe('a campaign in numbers, on a running house', () => {
  const faults = new CallFaults();
  /** Of what was counted, one a batch. */
  const tokens: unknown[] = [];
  let house: House;
  beforeAll(async () => {
    const stack = await startLocal({
      port: 0,
      playbook: 'test/support/report-house',
      log: 'none',
      say: () => {},
      onAwsCall(call) {
        const token = call.parameters.ClientRequestToken;
        if (call.functionName === 'statistics' && token !== undefined) tokens.push(token);
        return faults.of(call);
      },
    });
    house = new House(stack);
  }, 120_000);
  afterAll(async () => house?.close());

  const type = (...words: string[]) => typeCommand(words, { MAITRED_URL: house.url });
  const report = async () =>
    (await house.call<Report>('GET', '/v1/campaigns/upgrade/report', { key: 'local-read' })).body;
  const collect = async (batch: readonly object[]) => {
    const timestamp = await house.now();
    const stamped = batch.map((message) => ({ messageId: crypto.randomUUID(), timestamp, ...message }));
    const answer = await house.call('POST', '/v1/batch', { key: 'local-write', body: { batch: stamped } });
    expect(answer.status).toBe(200);
    await house.settle();
  };
  const identify = (userId: string, index: number) => ({
    type: 'identify',
    userId,
    traits: isReachable(index) ? { email: `${userId}@example.com` } : {},
    context: { consent: { categoryPreferences: { marketing: agrees(index) } } },
  });
  const track = (event: string) => (userId: string) => ({ type: 'track', userId, event });
  const views = () =>
    Promise.all(
      GUESTS.map(async (userId) => {
        const view = await house.profile(`userId:${userId}`, 'messages,journeys');
        if (view === undefined) throw new Error(`nobody is known as ${userId}`);
        return view;
      }),
    );
  const messagesOf = (all: readonly ProfileView[], status: string) =>
    all.flatMap(({ messages }) => messages).filter((message) => message.status === status);
  const isHeldOut = ({ messages }: ProfileView) =>
    messages.some(({ why }) => why?.includes('held out') === true);

  it('given a story, whose batches are told again, then the numbers are those of the ledger', async () => {
    const again = { fault: 'drop-after', of: ['statistics'], actions: ['TransactWriteItems'] } as const;
    await faults.during({ ...again, isOnce: true }, () => collect(GUESTS.map(identify)));
    await faults.during({ ...again, isOnce: true }, () => collect(GUESTS.map(track('Room Viewed'))));
    const begun = await report();
    expect(begun).toMatchObject({ entered: 40, waiting: 40, converted: 0 });

    await faults.during({ ...again, isOnce: true }, () =>
      collect(GUESTS.filter((_, index) => books(index)).map(track('Booking Made'))),
    );
    await faults.during({ ...again, isOnce: true }, () => house.advance('2 days'));
    await house.advance('4 days');

    expect(new Set(tokens).size).toBeLessThan(tokens.length);
    const all = await views();
    const told = await report();
    expect(told.waiting).toBe(0);
    expect(told.sent).toBe(messagesOf(all, 'sent').length);
    expect(told.requested).toBe(told.sent);
    const suppressed = messagesOf(all, 'suppressed');
    const held = suppressed.filter(({ why }) => why?.includes('held out') === true);
    expect(Object.values(told.suppressed).reduce((sum, count) => sum + count, 0)).toBe(suppressed.length);
    expect(told.suppressed.holdout).toBe(held.length);
    expect(told.suppressed.consent).toBe(16);
    expect(told.arms.reduce((sum, { entered }) => sum + entered, 0)).toBe(told.goal.treated.entered);
    // Whoever refused is not asked which group they are in.
    const knownHeldOut = all.filter(isHeldOut).length;
    expect(told.heldOut).toBeGreaterThanOrEqual(knownHeldOut);
    expect(told.goal.treated.entered + told.goal.heldOut.entered).toBe(40);
    const treatedWhoBooked = all.filter(
      (view, index) => books(index) && view.messages.some(({ status }) => status === 'sent'),
    );
    expect(told.goal.treated.converted).toBe(treatedWhoBooked.length);
    expect(told.converted).toBe(treatedWhoBooked.length + told.goal.heldOut.converted);
    const written = all.filter(({ messages }) => messages.some(({ status }) => status === 'sent')).length;
    expect(told.goal.unaddressed).toBe(told.goal.treated.entered - written);
    expect(told.goal.biases.map(({ kind }) => kind)).toEqual(['without a message']);
    expect(told.steps.filter(({ step }) => step === '1')).toMatchObject([{ variant: null }]);
    expect(told.steps.filter(({ step }) => step !== '1').every(({ variant }) => variant !== null)).toBe(true);
  });

  it('given counters that were damaged, and one that was not, then a sweep mends what was', async () => {
    const told = await report();
    const sweep = async (id?: string) => {
      const body = id === undefined ? {} : { sweep: id };
      const answer = await house.call<Swept>('POST', '/v1/campaigns/sweep', { key: 'local-admin', body });
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const sweepAll = async () => {
      const begun = await sweep();
      expect(await sweep(begun.sweep)).toMatchObject({ phase: 'settling', waitSeconds: 120 });
      await house.advance('2 minutes');
      return sweep(begun.sweep);
    };
    const whole = await sweepAll();
    expect(whole).toMatchObject({ phase: 'done', mended: [], rows: 120 });

    // A batch is lost for good: its journeys and messages are counted nowhere.
    const lost = { fault: 'refuse', of: ['statistics'], actions: ['TransactWriteItems'] } as const;
    await faults.during(lost, () => collect(['guest-40', 'guest-41'].map(track('Room Viewed'))));
    expect(await report()).toEqual(told);
    const mending = await sweepAll();
    expect(mending.mended).toContainEqual({ campaign: 'upgrade', counter: 'entered', difference: 2 });
    expect((await report()).entered).toBe(42);
    expect(await sweep(mending.sweep)).toEqual(mending);
    expect((await sweepAll()).mended).toEqual([]);
    const other = await house.call('POST', '/v1/campaigns/sweep', {
      key: 'local-admin',
      body: { sweep: mending.sweep },
    });
    expect(other.status).toBe(409);
  });

  it('given the command, then it draws the same', async () => {
    const told = await report();
    const { out, exitCode } = await type('report', 'upgrade');

    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ {2}entered +42 {2}█{30}$/mu);
    // Which reason comes first is a matter of who is drawn.
    expect(out).toMatch(/^suppressed: .*\bholdout \d+/mu);
    expect(out).toContain('lift: ');
    const json = await type('report', 'upgrade', '--json');
    expect(JSON.parse(json.out)).toEqual(told);
  });

  it('given a campaign that there is not, then the nearest is named', async () => {
    const { error, exitCode } = await type('report', 'upgrad');

    expect(exitCode).toBe(1);
    expect(error).toContain('did you mean `upgrade`?');
  });
});
