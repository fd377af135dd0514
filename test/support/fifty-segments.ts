import { estimateState } from '../../domain/playbook/estimate/estimate-state.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { foldEvent } from '../../domain/profile/fold-event.ts';
import { compiled } from './a-folder.ts';
import { aProfile } from './a-profile.ts';
import { anEvent, NOW } from './an-event.ts';

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

/** A playbook of fifty segments: some of each kind, the others on counts of an event. */
export async function fiftySegments(): Promise<Program> {
  const counted = (index: number) =>
    `{ event: E${index % 20}, count: { atLeast: ${1 + (index % 2)} }, within: 30 days }`;
  const files = Array.from({ length: 50 }, (_, index) => [
    `segments/s${index}.yaml`,
    `when: ${CONDITIONS[index] ?? counted(index)}\n`,
  ]);
  return (await compiled(Object.fromEntries(files) as Record<string, string>)).program;
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

/** What is remembered of a guest, as so many events are folded. */
export interface GrownState {
  readonly estimatedBytes: number;
  /** Of all that lies in a profile's aggregates, those of entries too; every so many events. */
  readonly bytes: readonly number[];
  readonly kinds: ReadonlySet<string>;
  /** Events that came too late for a bounded state: all would be folded anew; here they are left out. */
  readonly late: number;
}

/** Folds a guest's events into fifty segments. @param every how many events the state is measured */
export async function growState(events: number, every: number): Promise<GrownState> {
  const program = await fiftySegments();
  const active = activateProgram(program);
  const first = NOW - (events + 100) * 6 * 60_000;
  let profile = aProfile({ firstSeen: first, lastSeen: first });
  const bytes: number[] = [];
  let late = 0;
  let index = 0;
  for (const event of history(events)) {
    const folded = foldEvent(active, profile, event);
    if (folded === 'refold') late += 1;
    else profile = folded.profile;
    index += 1;
    if (index % every === 0) bytes.push(Buffer.byteLength(JSON.stringify(profile.aggregates)));
  }
  const kinds = new Set(Object.keys(profile.aggregates).map((id) => program.aggregates[id]?.kind ?? ''));
  return { estimatedBytes: estimateState(program), bytes, kinds, late };
}
