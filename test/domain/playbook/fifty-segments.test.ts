import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/active-program.ts';
import { estimateState, MAXIMUM_STATE_BYTES } from '../../../domain/playbook/estimate-state.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { foldAggregates } from '../../../domain/segment/aggregate/fold-aggregates.ts';
import { compiled } from '../../support/a-folder.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const CONDITIONS: readonly string[] = [
  '{ sequence: [{ event: E1 }, { not: { event: E2 } }, { event: E3 }], span: 3 days, within: 30 days }',
  '{ event: E1, sum: { of: revenue, atLeast: 500 }, within: 30 days }',
  '{ event: E2, average: { of: revenue, atLeast: 50 } }',
  '{ event: E3, max: { of: revenue, atLeast: 90 } }',
  '{ event: E4, unique: { of: product, atLeast: 20 } }',
  '{ affinity: product, is: p-7, share: { atLeast: 0.5 } }',
  '{ event: E5, since: { event: E6, for: 3 days }, count: { atLeast: 3 } }',
  '{ at: bar }',
  '{ segment: s40, for: 30 days }',
  '{ event: E7, count: { atLeast: 2 }, since: { segment: s41 } }',
];

/** Fifty segments: some of each kind, the others on counts of an event. */
function fiftySegments(): Record<string, string> {
  const counted = (index: number) =>
    `{ event: E${index % 20}, count: { atLeast: ${1 + (index % 2)} }, within: 30 days }`;
  return Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [
      `segments/s${index}.yaml`,
      `when: ${CONDITIONS[index] ?? counted(index)}\n`,
    ]),
  );
}

/** So many events at even distances, of twenty kinds, each fifth of them told late. */
function* history(count: number) {
  for (let index = 0; index < count; index += 1) {
    const late = index % 5 === 0 ? 40 * 60_000 : 0;
    yield anEvent({
      name: index % 50 === 0 ? 'Beacon Entered' : `E${(index * 7) % 20}`,
      time: NOW - (count - index) * 6 * 60_000 - late,
      messageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      properties: {
        revenue: ((index * 37) % 10_000) / 100,
        product: `p-${index % 150}`,
        venue: `venue-${index % 30}`,
        zone: `table-${index % 12}`,
      },
    });
  }
}

describe('the state of a guest', () => {
  it('given fifty segments and very many events, then it stays below what was estimated, and that below 8 KiB', async () => {
    const { program } = await compiled(fiftySegments());
    const active = activateProgram(program);
    const estimated = estimateState(program);
    expect(program.segments.length).toBeGreaterThanOrEqual(50);
    expect(estimated).toBeLessThanOrEqual(MAXIMUM_STATE_BYTES);

    let states: Profile['aggregates'] = {};
    const sizes: number[] = [];
    for (const event of history(20_000)) {
      const folded = foldAggregates(active, states, event);
      // An event that comes too late for a bounded state has all be folded anew; here it is left out.
      if (folded === 'refold') continue;
      states = folded.states;
      sizes.push(JSON.stringify(states).length);
    }

    expect(Math.max(...sizes.slice(-5000))).toBeLessThan(estimated);
    expect(Math.max(...sizes.slice(-1000))).toBeLessThan(1.05 * Math.max(...sizes.slice(9000, 10_000)));
  });
});
