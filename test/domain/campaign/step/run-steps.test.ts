import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import { aCampaign, anActiveProgram, aSend, DAY } from '../../../support/a-campaign.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { ARBITRARY_STEPS } from '../../../support/arbitrary-steps.ts';
import { booked, enter, look, said } from '../../../support/walk-journey.ts';

const EVENT = anEvent({ properties: { '2026-03-01': '2026-03-01', '2026-03-20': '2026-03-20' } });
const HOUR = 3_600_000;

/** How a journey is looked at. */
interface Looks {
  /** So much later than it is due, look by look. */
  readonly lateness: readonly number[];
  /** When the guest books; the journey is told of it, and of nothing else. */
  readonly bookings: readonly number[];
  /** The playbook from a moment on. */
  readonly redeployed?: { readonly at: number; readonly active: ActiveProgram };
}

/** Takes a journey to its end. */
function walk(campaign: Campaign, { lateness, bookings, redeployed }: Looks): readonly Decision[] {
  const own = anActiveProgram([campaign]);
  const activeAt = (now: number) =>
    redeployed !== undefined && now >= redeployed.at ? redeployed.active : own;
  let standing = enter(campaign, { event: EVENT });
  const decisions = [standing];
  const open = [...bookings];
  for (let looks = 0; standing.journey.status === 'waiting'; looks += 1) {
    if (looks > 200) throw new Error('it does not end');
    const due = (standing.journey.dueAt ?? 0) + (lateness[looks] ?? 0);
    const booking = open.findIndex((at) => at <= due);
    const time = booking < 0 ? undefined : open.splice(booking, 1)[0];
    const now = Math.max(time ?? due, NOW);
    if (time !== undefined) standing = booked(standing, time);
    const options = { event: EVENT, active: activeAt(now), isWoken: time !== undefined };
    const decision = look(campaign, standing, now, options);
    if (decision === undefined) continue;
    standing = decision;
    decisions.push(decision);
  }
  return decisions;
}

const LATENESS = fc.array(fc.nat(2 * HOUR), { maxLength: 20 });
const BOOKINGS = fc.array(fc.integer({ min: NOW - DAY, max: NOW + 10 * DAY }), { maxLength: 3 });

function sortedNumbers(times: readonly number[]): readonly number[] {
  return [...times].sort((a, b) => a - b);
}

/** What a walk leaves behind, but for which playbook wrote it. */
function left(decisions: readonly Decision[]) {
  return {
    deliveries: decisions.flatMap(({ deliveries }) => deliveries),
    events: decisions.flatMap(({ events }) => events),
    trace: decisions.at(-1)?.journey.trace,
    end: decisions.at(-1)?.journey.end,
  };
}

describe('runSteps', () => {
  it('ends whatever the steps within steps are, does none twice, and goes forward only', () => {
    fc.assert(
      fc.property(ARBITRARY_STEPS, LATENESS, BOOKINGS, (steps, lateness, bookings) => {
        const campaign = aCampaign({ steps });
        const decisions = walk(campaign, { lateness, bookings: sortedNumbers(bookings) });
        const { deliveries, events } = left(decisions);
        const rows = deliveries.map(({ deliveryId }) => deliveryId);
        const ids = events.map(({ messageId }) => messageId);
        expect(new Set(rows).size).toBe(rows.length);
        expect(new Set(ids).size).toBe(ids.length);
        const places = decisions.map(({ journey }) => journey.nextStep);
        expect(places).toEqual(sortedNumbers(places));
        const revisions = decisions.map(({ journey }) => journey.revision);
        expect(revisions).toEqual(decisions.map((_, index) => index + 1));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves nothing open, and nothing that it waits for, once it is over', () => {
    fc.assert(
      fc.property(ARBITRARY_STEPS, BOOKINGS, (steps, bookings) => {
        const last = walk(aCampaign({ steps }), { lateness: [], bookings: sortedNumbers(bookings) }).at(-1);
        expect(last?.profile.contacts).toMatchObject({ open: {} });
        expect(last?.profile.contacts.watches).toBeUndefined();
        expect(last?.journey).not.toHaveProperty('awaits');
      }),
      { numRuns: 100 },
    );
  });

  it('does the same for a journey under way when other steps are deployed', () => {
    fc.assert(
      fc.property(
        ARBITRARY_STEPS,
        ARBITRARY_STEPS,
        BOOKINGS,
        fc.nat(10 * DAY),
        (steps, others, times, after) => {
          const bookings = sortedNumbers(times);
          const campaign = aCampaign({ steps });
          const active = anActiveProgram([aCampaign({ steps: others })], { version: 'another', ordinal: 2 });
          const undisturbed = walk(campaign, { lateness: [], bookings });
          const disturbed = walk(campaign, {
            lateness: [],
            bookings,
            redeployed: { at: NOW + after, active },
          });
          expect(left(disturbed)).toEqual(left(undisturbed));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('waits as long however late the looks are', () => {
    const steps: readonly Step[] = [
      { kind: 'wait', id: '1', milliseconds: DAY },
      { kind: 'wait for time', id: '2', at: { hour: 9, minute: 0 } },
      { kind: 'wait', id: '3', milliseconds: HOUR },
      aSend('4'),
    ];
    fc.assert(
      fc.property(LATENESS, (lateness) => {
        const decisions = walk(aCampaign({ steps }), { lateness, bookings: [] });
        expect(decisions.map(({ journey }) => journey.dueAt)).toEqual([
          NOW + DAY,
          Date.parse('2026-03-04T08:00:00Z'),
          Date.parse('2026-03-04T09:00:00Z'),
          null,
        ]);
      }),
    );
  });

  it('ends at a step that says so, and does nothing that follows', () => {
    const decision = enter(aCampaign({ steps: [{ kind: 'end', id: '1' }, aSend('2')] }));
    expect(decision).toMatchObject({
      journey: { status: 'ended', end: 'ended by a step', nextStep: 0, dueAt: null },
      deliveries: [],
    });
    expect(said(decision)).toContain('ended: ended by a step (step 1)');
  });

  it('refuses to go in circles', () => {
    const steps: readonly Step[] = [aSend('1'), { kind: 'jump', id: '2', to: 0 }];
    expect(() => enter(aCampaign({ steps }))).toThrow('step 2 leads back');
  });

  it('leaves what comes after forty messages to the next look, which is due at once, and says none twice', () => {
    const crm = [{ channel: 'webhook', destination: 'crm', body: {} }] as const;
    const steps = Array.from({ length: 90 }, (_, index) => aSend(`${index + 1}`, { contents: crm }));
    const campaign = aCampaign({ steps: [...steps, { kind: 'wait', id: '91', milliseconds: HOUR }] });
    const decisions = walk(campaign, { lateness: [], bookings: [] });
    expect(decisions.map(({ deliveries }) => deliveries.length)).toEqual([40, 40, 10, 0]);
    expect(decisions.map(({ journey }) => journey.dueAt)).toEqual([NOW, NOW, NOW + HOUR, null]);
    const told = decisions.flatMap(({ deliveries }) => deliveries.map(({ step }) => step));
    expect(told).toEqual(steps.map(({ id }) => id));
    expect(decisions[0]?.journey.trace.at(-1)?.what).toBe(
      'goes on at the next look: 40 messages were decided in this one',
    );
  });

  it('decides forty messages and no more at once, so there is nothing to leave', () => {
    const steps = Array.from({ length: 40 }, (_, index) => aSend(`${index + 1}`));
    const [decision, ...others] = walk(aCampaign({ steps }), { lateness: [], bookings: [] });
    expect([decision?.journey.end, decision?.deliveries.length, others]).toEqual(['completed', 40, []]);
  });
});
