import { describe, expect, it } from 'vitest';
import type { IdentityRecord, Link } from '../../../domain/identity/identity-record.ts';
import { describeProfile } from '../../../domain/profile/describe-profile.ts';
import { aJourney } from '../../support/a-journey.ts';
import { aProfile } from '../../support/a-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { NOW } from '../../support/an-event.ts';

const stamp = { at: NOW, messageId: 'm-1' };
const facts = {
  rules: aProgram().identity,
  identities: new Map(),
  computed: {},
  parts: new Set(['evidence'] as const),
};

const row = (identifier: string, overrides: Partial<IdentityRecord> = {}): [string, IdentityRecord] => [
  identifier,
  {
    identifier,
    profileId: 'profile-john',
    linkedAt: NOW,
    by: { messageId: 'm-1', rule: 'first seen' },
    links: [],
    refused: [],
    revision: 1,
    ...overrides,
  },
];
const link = (to: string, messageId: string, at: number): Link => ({
  to,
  messageId,
  at,
  rule: 'same message',
});
const iso = (at: number) => new Date(at).toISOString();
const marks = { sealed: 0, floor: 0, keys: {} };

describe('the identifiers of a profile', () => {
  const profile = aProfile({ identifiers: { 'userId#john': marks, 'email#john@x.de': marks } });
  const identifiersOf = (identities: Map<string, IdentityRecord>) =>
    describeProfile({ ...facts, identities, profile }).identifiers;

  it('are each linked by the earliest link of their row, whatever was written first', () => {
    const links = [link('userId#john', 'm-3', NOW + 2), link('userId#john', 'm-2', NOW + 1)];
    expect(identifiersOf(new Map([row('userId#john'), row('email#john@x.de', { links })]))).toEqual([
      {
        namespace: 'userId',
        value: 'john',
        linkedAt: iso(NOW),
        by: { messageId: 'm-1', rule: 'first seen' },
      },
      {
        namespace: 'email',
        value: 'john@x.de',
        linkedAt: iso(NOW + 1),
        by: { messageId: 'm-2', rule: 'same message' },
      },
    ]);
  });

  it('say nothing where their row is gone', () => {
    expect(identifiersOf(new Map())).toMatchObject([
      { linkedAt: null, by: null },
      { linkedAt: null, by: null },
    ]);
  });
});

describe('the journeys of a profile', () => {
  it('say when one reached its goal', () => {
    const journeys = [
      aJourney({ status: 'ended', end: 'completed', dueAt: null, convertedAt: NOW + 1 }),
      aJourney(),
    ];
    const parts = new Set(['journeys'] as const);
    const described = describeProfile({ ...facts, parts, journeys, profile: aProfile() }).journeys;
    expect(described).toEqual([
      {
        campaign: 'win-back',
        status: 'ended',
        enteredAt: iso(NOW),
        dueAt: null,
        why: 'completed',
        convertedAt: iso(NOW + 1),
      },
      { campaign: 'win-back', status: 'waiting', enteredAt: iso(NOW), dueAt: iso(NOW) },
    ]);
  });
});

describe('the evidence of a profile', () => {
  const described = (...rows: [string, IdentityRecord][]) =>
    describeProfile({ ...facts, identities: new Map(rows), profile: aProfile() }).evidence;

  it('is every link, the earliest first, in one order however the rows were read', () => {
    const email = row('email#john@x.de', { links: [link('userId#john', 'm-2', NOW)] });
    const device = row('deviceId#d1', {
      links: [link('userId#john', 'm-2', NOW), link('email#e', 'm-1', NOW - 1)],
    });
    const user = { namespace: 'userId', value: 'john' };
    const d1 = { namespace: 'deviceId', value: 'd1' };
    const rule = 'same message';
    expect(described(email, device)).toMatchObject({
      links: [
        { identifier: d1, to: { namespace: 'email', value: 'e' }, messageId: 'm-1', at: iso(NOW - 1), rule },
        { identifier: d1, to: user, messageId: 'm-2', at: iso(NOW), rule },
        {
          identifier: { namespace: 'email', value: 'john@x.de' },
          to: user,
          messageId: 'm-2',
          at: iso(NOW),
          rule,
        },
      ],
    });
    expect(described(device, email)).toEqual(described(email, device));
  });

  it('is every refusal once, though both ends are the person’s', () => {
    const refusal = { identifier: 'email#f@x.de', to: 'userId#john', messageId: 'm-4', at: NOW } as const;
    const refused = [
      { ...refusal, rule: 'limit' as const },
      { ...refusal, at: NOW + 1, rule: 'split' as const },
    ];
    const evidence = described(row('userId#john', { refused }), row('email#f@x.de', { refused }));
    expect(evidence).toMatchObject({
      refused: [
        { identifier: { namespace: 'email', value: 'f@x.de' }, to: { value: 'john' }, rule: 'limit' },
        { messageId: 'm-4', at: iso(NOW + 1), rule: 'split' },
      ],
    });
  });

  it('is what was split', () => {
    const apart = [{ identifier: 'deviceId#d1', from: 'userId#john', at: NOW }];
    expect(describeProfile({ ...facts, profile: aProfile({ apart }) }).evidence).toMatchObject({
      splits: [
        {
          identifier: { namespace: 'deviceId', value: 'd1' },
          from: { namespace: 'userId', value: 'john' },
          at: iso(NOW),
        },
      ],
    });
  });

  it('names the traits whose value gave way to newer large ones', () => {
    const profile = aProfile({ traitMemory: { withheld: { notes: stamp }, large: [{ history: stamp }] } });
    expect(describeProfile({ ...facts, profile }).evidence).toMatchObject({ withheldTraits: ['notes'] });
  });

  it('says nothing of them where there are none', () => {
    const evidence = describeProfile({ ...facts, profile: aProfile() }).evidence;
    expect(evidence).toEqual({ links: [], refused: [], splits: [], formerProfileIds: [] });
  });
});
