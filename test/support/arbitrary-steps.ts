import fc from 'fast-check';
import type { Step } from '../../domain/campaign/step.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { aSend, BOOKED_SINCE_ENTRY, BOOKINGS, DAY } from './a-campaign.ts';

/** Steps as an author writes them, within one another. */
type Written =
  | { readonly kind: 'plain'; readonly step: (id: string) => Step }
  | { readonly kind: 'branch'; readonly arms: readonly Arm[] }
  | { readonly kind: 'split'; readonly arms: readonly Arm[] };

interface Arm {
  readonly if?: Condition;
  readonly weight: number;
  readonly steps: readonly Written[];
}

const HOUR = 3_600_000;
const CLOCK = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
const CONDITION = fc.constantFrom<Condition>({ kind: 'everyone' }, BOOKED_SINCE_ENTRY, {
  kind: 'random',
  share: 0.5,
  salt: 'a branch',
});

const PLAIN: fc.Arbitrary<(id: string) => Step> = fc.oneof(
  fc.nat(72).map(
    (hours) =>
      (id: string): Step => ({ kind: 'wait', id, milliseconds: hours * HOUR }),
  ),
  CLOCK.map(
    (at) =>
      (id: string): Step => ({ kind: 'wait for time', id, at }),
  ),
  fc.nat(72).map((hours) => (id: string): Step => {
    const atMostMilliseconds = hours * HOUR;
    return {
      kind: 'wait for event',
      id,
      until: BOOKED_SINCE_ENTRY,
      aggregates: [BOOKINGS],
      atMostMilliseconds,
    };
  }),
  fc.constantFrom('2026-03-01', '2026-03-20').map((at) => (id: string): Step => {
    const before = { months: 0, milliseconds: DAY };
    return { kind: 'wait for date', id, of: 'event', path: ['properties', at], before };
  }),
  fc.constant((id: string) => aSend(id)),
  fc.constant((id: string) => aSend(id, { offer: 'gift' })),
  fc.constant((id: string): Step => ({ kind: 'grant', id, offer: 'gift' })),
  fc.constant((id: string): Step => ({ kind: 'set', id, traits: { stage: id } })),
);

const { written } = fc.letrec<{ written: Written }>((tie) => {
  const steps = fc.array(tie('written'), { maxLength: 3 });
  const arm = fc.record({ if: CONDITION, weight: fc.integer({ min: 1, max: 5 }), steps });
  const arms = fc.array(arm, { minLength: 1, maxLength: 3 });
  return {
    written: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      PLAIN.map((step): Written => ({ kind: 'plain', step })),
      fc.constant<Written>({ kind: 'plain', step: (id) => ({ kind: 'end', id }) }),
      arms.map((of): Written => ({ kind: 'branch', arms: of })),
      arms.map((of): Written => ({ kind: 'split', arms: of })),
    ),
  };
});

/** The steps of a campaign, as they are compiled: within one another, in one list. */
export const ARBITRARY_STEPS: fc.Arbitrary<readonly Step[]> = fc
  .array(written, { minLength: 1, maxLength: 6 })
  .map((steps) => layOut(steps, '', 0));

/** Puts steps into one list that begins at a place. */
function layOut(steps: readonly Written[], prefix: string, from: number): Step[] {
  const list: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const id = `${prefix}${index + 1}`;
    if (step.kind === 'plain') list.push(step.step(id));
    else list.push(...layOutArms(step, id, from + list.length));
  }
  return list;
}

function layOutArms({ kind, arms }: Exclude<Written, { kind: 'plain' }>, id: string, place: number): Step[] {
  const inner: Step[] = [];
  const jumps: number[] = [];
  const targets = arms.map((arm, index) => {
    const to = place + 1 + inner.length;
    inner.push(...layOut(arm.steps, `${id}.${index + 1}.`, to));
    jumps.push(inner.length);
    inner.push({ kind: 'jump', id: `${id}.end`, to: 0 });
    return to;
  });
  const after = place + 1 + inner.length;
  for (const jump of jumps) inner[jump] = { kind: 'jump', id: `${id}.end`, to: after };
  const head: Step =
    kind === 'split'
      ? {
          kind,
          id,
          salt: `win-back.split.${id}`,
          arms: arms.map(({ weight }, n) => ({ weight, to: targets[n] ?? after })),
        }
      : {
          kind,
          id,
          after,
          arms: arms.map((arm, n) => ({ ...(arm.if && { if: arm.if }), to: targets[n] ?? after })),
        };
  return [head, ...inner];
}
