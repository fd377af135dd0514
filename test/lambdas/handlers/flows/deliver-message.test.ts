import { beforeAll, describe, expect, it } from 'vitest';
import { NO_CONTACTS, type RecentSend } from '../../../../domain/campaign/contacts/contacts.ts';
import { sendIdOf } from '../../../../domain/campaign/contacts/give-back-send.ts';
import type { SendOutcome } from '../../../../domain/campaign/delivery/conclude-delivery.ts';
import type { Delivery } from '../../../../domain/campaign/delivery/delivery.ts';
import type { Message } from '../../../../domain/campaign/delivery/message.ts';
import {
  MaitredError,
  UnavailableError,
  VersionConflictError,
} from '../../../../domain/error/maitred-error.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import type { ProfileWrite } from '../../../../domain/profile/profile-write.ts';
import type { MessageRequested } from '../../../../domain/profile/signal.ts';
import { EMPTIED } from '../../../../domain/profile/unfolded.ts';
import { createLiquidRenderer } from '../../../../lambdas/adapters/liquid-renderer.ts';
import {
  type DeliverDependencies,
  deliverMessage,
} from '../../../../lambdas/handlers/flows/deliver-message.ts';
import { logger } from '../../../../lambdas/runtime/logger.ts';
import type { MetricLine } from '../../../../lambdas/runtime/metrics-writer.ts';
import {
  aCampaign,
  aContactableGuest,
  aDelivery,
  anActiveProgram,
  aSend,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

const SIGNAL: MessageRequested = {
  id: 'p-john-5-0',
  v: 1,
  type: 'Message Requested',
  profileId: 'p-john',
  at: NOW,
  channel: 'email',
  campaign: 'win-back',
  deliveryProfileId: 'p-john',
  deliveryId: 'win-back#lapsed.entry.p-john.1#2',
};

const REFUSED: SendOutcome = { kind: 'refused', why: 'no such mailbox' };

beforeAll(() => logger.setLogLevel('SILENT'));

interface Scene {
  readonly guest?: Parameters<typeof aContactableGuest>[0];
  readonly row?: Partial<Delivery>;
  readonly answer?: SendOutcome | Error;
  readonly subject?: string;
  readonly segments?: Program['segments'];
  readonly permission?: Program['permission'];
  readonly overrides?: Partial<DeliverDependencies>;
  /** Other rows of the ledger. */
  readonly others?: readonly Delivery[];
  readonly signal?: Partial<MessageRequested>;
}

/** Delivers once; answers the row, what the provider was given and what was thrown. */
async function deliver(scene: Scene) {
  const { answer = { kind: 'accepted' }, subject = 'Hello {{ profile.firstName }}' } = scene;
  const { segments = [], permission } = scene;
  const content = { channel: 'email', template: 'win-back', subject } as const;
  const campaign = aCampaign({ steps: [aSend('2', { contents: [content] })] });
  const active = anActiveProgram([campaign], { segments, ...(permission && { permission }) });
  const stores = new MemoryStores([aContactableGuest(scene.guest)]);
  const row = aDelivery(scene.row);
  for (const one of [row, ...(scene.others ?? [])]) {
    stores.ledger.set(`${one.profileId}/${one.deliveryId}`, one);
  }
  const sent: Message[] = [];
  const metrics: MetricLine[] = [];
  const read = async () => active;
  const dependencies: DeliverDependencies = {
    channel: 'email',
    deliveries: stores.deliveries,
    profiles: stores.profiles,
    events: { read: async () => undefined },
    playbook: {
      active: read,
      newest: read,
      version: read,
      templates: async () => ({ version: 'v', templates: { 'win-back': { html: '<p>Hi</p>' } } }),
    },
    renderer: createLiquidRenderer(),
    quarantine: { put: async () => {} },
    clock: () => NOW,
    newId: () => 'claim-1',
    writeMetrics: (line) => void metrics.push(line),
    send: async (message) => {
      if (answer instanceof Error) throw answer;
      sent.push(message);
      return answer;
    },
    ...scene.overrides,
  };
  const thrown = await deliverMessage(dependencies, { ...SIGNAL, ...scene.signal }).catch(
    (error: unknown) => error,
  );
  const after = stores.ledger.get('p-john/win-back#lapsed.entry.p-john.1#2');
  return { thrown, sent, metrics, row: after, guest: stores.living('p-john') };
}

function refusedBy(name: string): MaitredError {
  const cause = Object.assign(new Error(name), { name });
  return new MaitredError(`read the secret failed: ${name}`, {
    code: 'aws-refused',
    retryable: false,
    cause,
  });
}

describe('deliverMessage', () => {
  it('given a state that is still to be folded, then the message waits for it, whatever it says', async () => {
    const guest = { program: { ordinal: 1, aggregates: EMPTIED }, consent: {}, devices: {} };
    const { thrown, sent, row } = await deliver({ guest });
    expect(thrown).toMatchObject({ code: 'unfolded', retryable: true });
    expect([sent, row?.status]).toEqual([[], 'requested']);
  });

  it('renders, sends and writes that it did', async () => {
    const { sent, row } = await deliver({});
    expect(sent).toMatchObject([
      {
        channel: 'email',
        to: 'john@example.com',
        from: 'Test House <stay@example.com>',
        subject: 'Hello John',
        unsubscribe: { profileId: 'p-john', purpose: 'marketing' },
      },
    ]);
    expect(row).toMatchObject({ status: 'sent', attempts: 1, why: null });
  });

  it('counts what was sent by channel, and measures its way from the decision', async () => {
    const { metrics } = await deliver({ row: { at: NOW - 43, traceId: 'request-1' } });
    const properties = { deliveryId: 'win-back#lapsed.entry.p-john.1#2', traceId: 'request-1' };
    expect(metrics).toEqual([
      { values: { MessagesSent: 1 }, dimensions: { channel: 'email' }, properties },
      { values: { DecisionToDeliveryMilliseconds: 43 }, properties },
    ]);
  });

  it.each([
    ['MessagesFailed', { answer: { kind: 'refused', why: 'no such address' } }],
    ['MessagesFailed', { subject: '{{ profile.lastName }}' }],
    ['MessagesUnknown', { answer: { kind: 'unknown', why: 'SES: TimeoutError' } }],
    ['MessagesUnknown', { row: { status: 'sending' } }],
  ] as const)('counts as %s: %j', async (metric, scene) => {
    const { metrics } = await deliver(scene);
    expect(metrics).toMatchObject([{ values: { [metric]: 1 }, dimensions: { channel: 'email' } }]);
  });

  it.each([
    { answer: { kind: 'not accepted', why: 'SES: Throttling' } },
    { guest: { consent: {} } },
  ] as const)('counts nothing that is no end of a message: %j', async (scene) => {
    expect((await deliver(scene)).metrics).toEqual([]);
  });

  it('sends nothing to who withdrew their consent since it was decided', async () => {
    const { sent, row } = await deliver({ guest: { consent: {} } });
    expect(sent).toEqual([]);
    expect(row).toMatchObject({ status: 'suppressed', reason: 'consent', why: 'no consent for marketing' });
  });

  it('sends nothing where the profile was split and nobody is known to hold the event', async () => {
    const apart = [{ identifier: 'userId#joan', from: 'email#john@example.com', at: NOW }];
    const event = { identifier: 'userId#joan', sort: '-#m-1' };
    const { sent, row } = await deliver({ guest: { apart }, signal: { event } });
    expect(sent).toEqual([]);
    expect(row).toMatchObject({
      status: 'suppressed',
      why: 'the profile was split, and whose message it was is not known',
    });
  });

  it.each([
    [undefined, 'sent', null],
    ['suppressed', 'sent', null],
    ['requested', 'suppressed', 'said under another id of the same person'],
    ['sent', 'suppressed', 'said under another id of the same person'],
  ] as const)(
    'where the same is %s under the name that its stay goes by, it is %s',
    async (other, status, why) => {
      const same = [['p-head.1', 'p-john.1']];
      const guest = { segments: { lapsed: { since: NOW, entries: 2, same } }, formerProfileIds: ['p-head'] };
      const occurrence = 'lapsed.entry.p-head.1';
      const head = {
        profileId: 'p-head',
        deliveryId: `win-back#${occurrence}#2`,
        occurrence,
        segment: 'lapsed',
      };
      const others = other === undefined ? [] : [aDelivery({ ...head, status: other })];
      const { row } = await deliver({ guest, row: { segment: 'lapsed' }, others });
      expect(row).toMatchObject({ status, why });
    },
  );

  it('comes again where one that gives way to it is in hand, and may have been sent', async () => {
    const same = [['p-john.1', 'p-late.1']];
    const guest = { segments: { lapsed: { since: NOW, entries: 2, same } }, formerProfileIds: ['p-late'] };
    const occurrence = 'lapsed.entry.p-late.1';
    const late = {
      profileId: 'p-late',
      deliveryId: `win-back#${occurrence}#2`,
      occurrence,
      segment: 'lapsed',
    };
    const others = [aDelivery({ ...late, status: 'sending' })];
    const { row, sent, thrown } = await deliver({ guest, row: { segment: 'lapsed' }, others });
    expect({ sent, thrown }).toMatchObject({ sent: [], thrown: { retryable: true } });
    expect(row?.status).toBe('requested');
  });

  describe('given one that comes to its channel in the quiet hours', () => {
    const quietHours = { from: { hour: 10, minute: 0 }, to: { hour: 12, minute: 0 }, channels: ['email'] };
    const permission = { suppress: [], caps: [], quietHours };
    const send = { id: sendIdOf(aDelivery()), at: NOW, channel: 'email', campaign: 'win-back' };
    const guest = { contacts: { ...NO_CONTACTS, sends: [send] } };
    const HELD = /^held until \S+, quiet hours$/u;

    it('then it is requested still and due once they are over; the queue is done with it', async () => {
      const { thrown, sent, row, metrics } = await deliver({ permission });
      expect({ thrown, sent, metrics }).toEqual({ thrown: undefined, sent: [], metrics: [] });
      expect(row).toMatchObject({ status: 'requested', why: expect.stringMatching(HELD) });
      expect(row?.dueAt).toBeGreaterThan(NOW);
    });

    it('then it keeps its place under the caps', async () => {
      expect((await deliver({ permission, guest })).guest?.contacts.sends).toEqual([send]);
    });

    it('when the queue brings it again meanwhile, then it is held until the same moment', async () => {
      const first = await deliver({ permission });
      const again = await deliver({ permission, row: { ...first.row } });
      expect([again.thrown, again.sent]).toEqual([undefined, []]);
      expect(again.row).toEqual({ ...first.row, attempts: 2 });
    });

    it('when they are over, then it leaves, and is due no more', async () => {
      const { row: held } = await deliver({ permission });
      const clock = () => held?.dueAt ?? NOW;
      const { sent, row } = await deliver({ permission, row: { ...held }, overrides: { clock } });
      expect(sent).toHaveLength(1);
      expect(row).toMatchObject({ status: 'sent', why: null, dueAt: null });
    });

    it('when that cannot be written, then the queue brings it again', async () => {
      const stores = new MemoryStores([aContactableGuest()]);
      stores.ledger.set(`p-john/${SIGNAL.deliveryId}`, aDelivery());
      const conclude = async () => Promise.reject(new UnavailableError('Deliveries'));
      const deliveries = { ...stores.deliveries, conclude };
      const { thrown, sent } = await deliver({ permission, overrides: { deliveries } });
      expect(thrown).toMatchObject({ retryable: true });
      expect(sent).toEqual([]);
    });
  });

  it('fails with why where a variable is missing', async () => {
    const { sent, row, thrown } = await deliver({ subject: '{{ profile.lastName }}' });
    expect({ sent, thrown }).toEqual({ sent: [], thrown: undefined });
    expect(row).toMatchObject({ status: 'failed', why: expect.stringContaining('profile.lastName') });
  });

  it('does not send again what somebody began to send, and calls it unknown', async () => {
    const { sent, row } = await deliver({ row: { status: 'sending' } });
    expect(sent).toEqual([]);
    expect(row?.status).toBe('unknown');
  });

  it('puts the row back and asks the queue to come again where the provider took nothing', async () => {
    const { row, thrown } = await deliver({ answer: { kind: 'not accepted', why: 'SES: Throttling' } });
    expect(thrown).toMatchObject({ retryable: true });
    expect(row).toMatchObject({ status: 'requested', why: 'SES: Throttling' });
  });

  it('calls it unknown where the answer was lost, and is done', async () => {
    const { row, thrown } = await deliver({ answer: { kind: 'unknown', why: 'SES: TimeoutError' } });
    expect(thrown).toBeUndefined();
    expect(row).toMatchObject({ status: 'unknown', why: 'SES: TimeoutError' });
  });

  it('puts the row back where the profile could not be read, since nothing was sent', async () => {
    const readLiving = async () => Promise.reject(new UnavailableError('Profiles'));
    const { row, thrown, sent } = await deliver({
      overrides: { profiles: { readLiving, write: async () => {} } },
    });
    expect(thrown).toMatchObject({ retryable: true });
    expect({ sent, status: row?.status }).toEqual({ sent: [], status: 'requested' });
  });

  it.each([
    new MaitredError('the templates are not there', { code: 'playbook-missing', retryable: false }),
    new MaitredError('no link secret', { code: 'misconfigured', retryable: false }),
    refusedBy('AccessDeniedException'),
  ])('puts the row back and leaves it to the queue where the deployment is at fault: %s', async (error) => {
    const { row, thrown } = await deliver({ answer: error });
    expect(thrown).toBe(error);
    expect(row).toMatchObject({ status: 'requested', why: error.message });
  });

  it('fails what nobody foresaw, and throws it on so that it is quarantined', async () => {
    const { row, thrown } = await deliver({ answer: new TypeError('x is undefined') });
    expect(thrown).toBeInstanceOf(TypeError);
    expect(row).toMatchObject({ status: 'failed', why: 'internal error (TypeError)' });
  });

  describe('given a message that a cap counts', () => {
    const send = { id: sendIdOf(aDelivery()), at: NOW, channel: 'email', campaign: 'win-back' };
    const other = { ...send, id: 'another' };
    const contacts = { ...NO_CONTACTS, sends: [other, send] };
    const guest = { contacts };

    it.each<[string, Scene]>([
      ['the provider refuses', { answer: REFUSED }],
      ['cannot be made', { subject: '{{ profile.nobodyKnows }}' }],
      ['may not leave any more', { guest: { contacts, consent: {} } }],
      ['was given up between the ledger and the guest', { row: { status: 'failed' } }],
    ])(
      'when it is one that %s, then the cap counts it no more, and the others still',
      async (_what, scene) => {
        const after = await deliver({ guest, ...scene });
        expect(after.thrown).toBeUndefined();
        expect(after.guest?.contacts.sends).toEqual([other, { ...send, hasFailed: true }]);
        expect(after.guest?.version).toBe(aContactableGuest().version + 1);
      },
    );

    it.each<[string, Scene]>([
      ['left', {}],
      ['may have left', { answer: { kind: 'unknown', why: 'timeout' } }],
      ['may leave later', { answer: { kind: 'not accepted', why: 'throttled' } }],
      ['was given back before', { row: { status: 'failed' }, guest: failedOnce([other, send]) }],
    ])('when it is one that %s, then nothing is written', async (_what, scene) => {
      const after = await deliver({ guest, ...scene });
      expect(after.guest?.version).toBe(aContactableGuest().version);
    });

    it('when a segment asks whether it was sent, then the guest is looked at', async () => {
      const when = { kind: 'message', campaign: 'win-back', status: 'sent' } as const;
      const segments = [{ id: 'told', name: 'Told', when }];
      const { guest: after } = await deliver({ guest, answer: REFUSED, segments });
      expect(after).toMatchObject({ nextChanges: { told: NOW }, wakeAt: NOW });
    });

    it('when somebody else writes first, then it is given back all the same', async () => {
      let profile = aContactableGuest(guest);
      let writes = 0;
      const write = async (next: ProfileWrite) => {
        writes += 1;
        if (writes === 1) throw new VersionConflictError('p-john');
        profile = next.profile;
      };
      const profiles = { readLiving: async () => profile, write };
      const { thrown } = await deliver({ answer: REFUSED, overrides: { profiles, pause: async () => {} } });
      expect([thrown, writes]).toEqual([undefined, 2]);
      expect(profile.contacts.sends).toContainEqual({ ...send, hasFailed: true });
    });

    it('when the guest cannot be written, then the queue brings it again, and it is given back then', async () => {
      const write = async () => Promise.reject(new UnavailableError('Profiles'));
      const profiles = { readLiving: async () => aContactableGuest(guest), write };
      const { thrown, row } = await deliver({ answer: REFUSED, overrides: { profiles } });
      expect(thrown).toMatchObject({ retryable: true });
      expect(row?.status).toBe('failed');
    });
  });
});

function failedOnce(sends: readonly RecentSend[]): NonNullable<Scene['guest']> {
  return {
    contacts: { ...NO_CONTACTS, sends: sends.map((send) => ({ ...send, hasFailed: true as const })) },
  };
}
