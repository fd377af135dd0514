import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { checkStateSize } from '../../../domain/playbook/estimate/estimate-state.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { AggregateSpec } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { canonicalStates } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';

const MAXIMUM_DOCUMENT_BYTES = 300 * 1000;
const START = NOW - 60_000;
/** Three bytes each. */
const text = (head: string, length: number) => head.padEnd(length, '語');

/** As many as a playbook may have of the aggregate whose values take most. */
const lasts = Object.fromEntries(
  Array.from({ length: 50 }, (_, index): [string, AggregateSpec] => [
    `${index}`.padStart(16, '0'),
    { kind: 'last', of: { names: ['Said'], where: [] }, property: ['words'] },
  ]),
);
const { aggregates, segments } = peopleProgram();
const program = peopleProgram({
  aggregates: { bookings: aggregates.bookings, ...lasts } as Record<string, AggregateSpec>,
  computedTraits: {},
  segments: segments.filter(({ id }) => id === 'booker'),
});
const active = activateProgram(program);

function identify(index: number, overrides: Partial<TrackingEvent> = {}): TrackingEvent {
  const at = START + index;
  const messageId = text(`i-${index}-`, 200);
  const { name: _name, ...event } = anEvent({
    messageId,
    time: at,
    receivedAt: at,
    type: 'identify',
    ...overrides,
  });
  return event;
}

function track(index: number, overrides: Partial<TrackingEvent>): TrackingEvent {
  const at = START + index;
  return anEvent({ messageId: text(`t-${index}-`, 200), time: at, receivedAt: at, ...overrides });
}

/** Traits of every size under ever new names: about 26 KB, times `scale`. */
function manyTraits(round: number, scale = 1): JsonObject {
  const sized = [
    ...Array.from({ length: 40 * scale }, () => 180),
    ...Array.from({ length: 6 * scale }, () => 1_000),
    ...Array.from({ length: 3 * scale }, () => 4_000),
  ];
  return Object.fromEntries(sized.map((bytes, index) => [`trait ${round}-${index}`, 'x'.repeat(bytes)]));
}

const anonymous = Array.from({ length: 300 }, (_, index) => text(`anonymousId#${index}-`, 210));
const strangers = anonymous
  .slice(0, 30)
  .map((identifier, index) => track(index, { identifiers: [identifier], name: 'Called Hotel' }));
const linking = ['email', 'phone', 'deviceId', 'anonymousId'].flatMap((namespace, round) =>
  anonymous.slice(0, 60).map((identifier, index) =>
    track(100 + round * 60 + index, {
      name: 'Page Viewed',
      identifiers: ['userId#john', identifier.replace('anonymousId', namespace)],
    }),
  ),
);
const identifies = Array.from({ length: 100 }, (_, index) =>
  identify(1_000 + index, { traits: manyTraits(index) }),
);
const oneByOne = Object.entries(manyTraits(100, 5)).map(([name, value], index) =>
  identify(1_200 + index, { messageId: `${index}`.padEnd(64, '-'), traits: { [name]: value } }),
);
const devices = Array.from({ length: 1_000 }, (_, index) =>
  track(2_000 + index, {
    name: 'Application Opened',
    context: { device: { token: `${index}`.padEnd(1_000, 't'), type: 'ios' }, locale: 'l'.repeat(5_000) },
  }),
);
const consents = Array.from({ length: 20 }, (_, round) =>
  track(4_000 + round, {
    name: 'Consent Changed',
    consent: Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`${round}-${index}`.padEnd(98, 'c'), true]),
    ),
  }),
);
const words = Array.from({ length: 20 }, (_, index) =>
  track(5_000 + index, { name: 'Said', properties: { words: 'w'.repeat(1_022) } }),
);
const everywhere = anonymous
  .slice(0, 50)
  .flatMap((identifier, place) =>
    Array.from({ length: 12 }, (_, index) =>
      track(6_000 + place * 12 + index, { name: 'Page Viewed', identifiers: [identifier] }),
    ),
  );

async function hammered(): Promise<InMemoryTables> {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  const all = [linking, identifies, oneByOne, devices, consents, words, everywhere].flat();
  tables.put([...strangers, ...all]);
  const batches = Array.from({ length: Math.ceil(all.length / 100) }, (_, index) =>
    all.slice(index * 100, (index + 1) * 100),
  );
  await deliverEvents(dependencies, [strangers, ...batches], NOW);
  await drainRefolds(tables, dependencies, NOW);
  return tables;
}

const bytesOf = (tables: InMemoryTables) =>
  tables
    .living()
    .map((profile) => Buffer.byteLength(String(encodeProfile(profile, []).document)))
    .sort((a, b) => b - a)[0];

describe('a guest whom somebody hammers with a public key', () => {
  it('still fits their item, and what they do next is folded', async () => {
    expect(checkStateSize(program)).toEqual([]);
    const tables = await hammered();
    expect(bytesOf(tables)).toBeLessThan(MAXIMUM_DOCUMENT_BYTES);
    const booking = anEvent({
      messageId: 'booking',
      identifiers: ['userId#john'],
      traits: { firstName: 'John' },
    });
    tables.put([booking]);
    await deliverEvents(resolveDependencies(tables, active), [[booking]], NOW);
    const john = tables.holder('userId#john');
    expect(john?.segments.booker?.since).toBe(NOW);
    expect(john?.traits.firstName?.value).toBe('John');
    expect(bytesOf(tables)).toBeLessThan(MAXIMUM_DOCUMENT_BYTES);
  });

  it('holds what is newest, within the limits of each part', async () => {
    const john = (await hammered()).holder('userId#john');
    expect(Object.keys(john?.identifiers ?? {})).toHaveLength(1 + 5 + 5 + 20 + 50);
    expect(john?.formerProfileIds).toHaveLength(30);
    expect(Object.keys({ ...john?.traits, ...john?.traitMemory?.withheld })).toHaveLength(200);
    expect(Object.keys(john?.traits ?? {})).toContain('trait 100-244');
    expect(Object.keys(john?.devices ?? {})).toHaveLength(20);
    expect(Object.keys(john?.devices ?? {})).toContain('999'.padEnd(1_000, 't'));
    expect(Object.keys(john?.consent ?? {})).toHaveLength(50);
    expect(john?.surroundings).toEqual({});
  });

  it('is the same, byte for byte, when folded anew', async () => {
    const tables = await hammered();
    const before = canonicalStates(tables.living());
    for (const { profileId } of tables.living()) tables.refolds.push({ profileId });
    await drainRefolds(tables, resolveDependencies(tables, active), NOW);
    expect(canonicalStates(tables.living())).toEqual(before);
    expect(bytesOf(tables)).toBeLessThan(MAXIMUM_DOCUMENT_BYTES);
  });
});
