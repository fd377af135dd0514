import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { UNSETTLED } from '../../../domain/profile/unfolded.ts';
import type { Segment } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';
import { aProfile } from '../../support/a-profile.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const MONTH = 30 * 86_400_000;
const booked: Condition = { kind: 'event', label: 'b', aggregate: 'bookings', count: { atLeast: 1 } };
const lately: Condition = { ...booked, withinMilliseconds: MONTH };
const segment = (id: string, when: Condition): Segment => ({ id, name: id, when });
const segments = [
  segment('active', lately),
  segment('lapsed', { kind: 'all', of: [booked, { kind: 'not', of: lately }] }),
  segment('win back', { kind: 'segment', segment: 'lapsed' }),
];

function houseProgram(overrides: Partial<Program> = {}) {
  return activateProgram(
    aProgram({
      aggregates: { bookings: { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 3 } },
      segments,
      ...overrides,
    }),
  );
}

const booking = anEvent();

/** What is told of a guest who booked a month ago under the first program, and is looked at with another; not by which. */
async function toldAfter(overrides: Partial<Program>, at = NOW + MONTH) {
  const tables = new InMemoryTables();
  tables.put([booking]);
  await deliverEvents(resolveDependencies(tables, houseProgram()), [[booking]], NOW);
  const [profile] = tables.living();
  if (profile === undefined) throw new Error('nobody');
  const touched = touchProfile(houseProgram(overrides), profile, at, [booking]);
  if (touched.kind !== 'planned') throw new Error(touched.kind);
  return touched.write.signals.map((signal) => ({ ...signal, ordinal: undefined }));
}

const deploys: readonly (readonly [string, Partial<Program>])[] = [
  ['the same aggregates', { ordinal: 2 }],
  ['other aggregates', { ordinal: 2, aggregatesDigest: 'other' }],
];

describe.each(deploys)('a deploy with %s', (_, deploy) => {
  it('hides nothing that time has changed, nor what follows from that', async () => {
    const signals = await toldAfter(deploy);
    expect(signals).toEqual(await toldAfter({}));
    expect(signals.map((signal) => [signal.type, 'segment' in signal && signal.segment])).toEqual([
      ['Segment Left', 'active'],
      ['Segment Entered', 'lapsed'],
      ['Segment Entered', 'win back'],
    ]);
  });

  it('is silent about its own segments, also beside those that time has changed', async () => {
    const either: Condition = { kind: 'any', of: [booked, { kind: 'segment', segment: 'lapsed' }] };
    const added = [...segments, segment('booker', booked), segment('anyway', either)];
    expect(await toldAfter({ ...deploy, segments: added })).toEqual(await toldAfter({}));
  });

  it('is silent about segments that it changed or took away', async () => {
    const changed = [segment('active', { kind: 'not', of: booked }), segment('lapsed', booked)];
    expect(await toldAfter({ ...deploy, segments: changed }, NOW + MONTH - 1)).toEqual([]);
    expect(await toldAfter({ ...deploy, segments: [] })).toEqual([]);
  });
});

describe('a merge that waits for its refold', () => {
  const identifiers = { 'userId#john': { sealed: 0, floor: NOW + 1, keys: {} } };
  const toldOf = (ordinal: number) => {
    const merged = aProfile({ program: { ordinal, aggregates: UNSETTLED }, identifiers });
    const touched = touchProfile(houseProgram({ ordinal: 2 }), merged, NOW, [booking]);
    return touched.kind === 'planned' && touched.write.profile.segments.active?.since === NOW
      ? touched.write.signals.map(({ type }) => type)
      : touched.kind;
  };

  it('tells what it has changed, but is silent where a deploy came between', () => {
    expect(toldOf(2)).toEqual(['Segment Entered']);
    expect(toldOf(1)).toEqual([]);
  });
});
