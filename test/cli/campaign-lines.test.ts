import { describe, expect, it } from 'vitest';
import { type CampaignAnswer, campaignLines } from '../../cli/campaign-lines.ts';
import type { AnsweredExplanation } from '../../cli/explanation-tree.ts';
import { createWriteMoment } from '../../cli/write-moment.ts';
import { plainTerminal } from '../support/plain-terminal.ts';

const AT = '2026-03-02T10:00:00.000Z';
const MOMENT = 'Mon 2 Mar 2026 10:00:00';
const booked: AnsweredExplanation = { kind: 'event', asked: 'event Booking Made', holds: true, parts: [] };
const send = { step: '2', channel: 'email', purpose: 'marketing', wouldBeSent: false, why: 'quiet hours' };

function linesOf(answer: CampaignAnswer): string[] {
  return campaignLines(plainTerminal().terminal, answer, createWriteMoment('UTC'));
}

/** The lines under a title. */
function under(title: string, answer: CampaignAnswer): string[] {
  const lines = linesOf(answer);
  const rest = lines.slice(lines.indexOf(title) + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end < 0 ? undefined : end);
}

describe('what a campaign makes of a guest, in lines', () => {
  it('says first that it does not run', () => {
    const runs = { isRunning: false, why: 'the campaign is paused' };
    expect(linesOf({ runs })[0]).toBe('it does not run: the campaign is paused');
    expect(linesOf({ runs: { isRunning: true } })[0]).toBe('trigger');
  });

  it('says when a trigger comes next', () => {
    const triggers = [
      { ...booked, next: AT },
      { ...booked, next: null },
      { ...booked, next: null, why: 'the guest has no trait birthday' },
      { ...booked, every: { count: 4, missing: 2 } },
    ];
    expect(under('trigger', { triggers })).toEqual([
      '  ✓ event Booking Made',
      `      comes next on ${MOMENT}`,
      '  ✓ event Booking Made',
      '      does not come again',
      '  ✓ event Booking Made',
      '      the guest has no trait birthday',
      '  ✓ event Booking Made',
      '      4 so far, 2 missing',
    ]);
  });

  it('walks through the steps, with the arms that are taken', () => {
    const steps = [
      { step: '1', kind: 'wait', asked: 'wait 3 days' },
      { step: '2', kind: 'wait for time', asked: 'wait until 09:00', wouldEndAt: AT },
      { step: '3', kind: 'wait for date', asked: 'wait until profile.checkIn', wouldEndAt: null },
      { step: '4', kind: 'wait for event', asked: 'wait until event Booking Made', until: booked },
      { step: '5', kind: 'branch', asked: 'branch', arms: [{ if: booked }, {}], arm: 1 },
      { step: '6', kind: 'branch', asked: 'branch', arms: [{ if: { ...booked, holds: false } }], arm: null },
      { step: '7', kind: 'split', asked: 'split', arms: [{ weight: 1 }, { weight: 1 }], arm: 2 },
    ];
    expect(under('steps', { steps })).toEqual([
      '  1  wait 3 days',
      `  2  wait until 09:00: if it began now, until ${MOMENT}`,
      '  3  wait until profile.checkIn: there is no such date',
      '  4  wait until event Booking Made',
      '      ✓ event Booking Made',
      '  5  branch: arm 1 now',
      '      arm 1',
      '        ✓ event Booking Made',
      '  6  branch: no arm now',
      '      arm 1',
      '        ✗ event Booking Made',
      '  7  split: arm 2 of 2',
    ]);
  });

  it('shows each rule with its value', () => {
    const rules = {
      topics: [
        { topic: 'rooms', isRefused: false },
        { topic: 'ties', isRefused: true },
      ],
      control: { share: 0.05, isIn: false },
      holdout: { share: 0.125, isIn: true },
      suppression: [
        { name: 'booked', isAbout: true, suppresses: true, when: booked },
        { name: 'suits', isAbout: false, suppresses: false, when: booked },
      ],
      caps: [
        { asked: '3 by email in 7 days', used: 1, freeAt: null },
        { asked: '1 by email in 1 day', used: 1, freeAt: AT },
      ],
      quietHours: {
        asked: '21:00 to 09:00',
        zone: 'America/New_York',
        localTime: '05:00',
        isQuiet: true,
        endsAt: AT,
      },
      rate: '1000 in 1 hour',
    };
    expect(under('sends', { sends: [{ ...send, ...rules, heldUntil: AT }] })).toEqual([
      `  ✗ step 2, email, marketing: would be held until ${MOMENT}: quiet hours`,
      '    ✓ topic rooms',
      '    ✗ topic ties: refused',
      '    ✓ control group of 5 %: not in it',
      '    ✗ holdout of 12.5 %: in it',
      '    ✗ suppression booked',
      '      ✓ event Booking Made',
      '    ✓ suppression suits: not about this',
      '      ✓ event Booking Made',
      '    ✓ cap 3 by email in 7 days: 1 so far',
      `    ✗ cap 1 by email in 1 day: 1 so far, room again on ${MOMENT}`,
      `    ✗ quiet hours 21:00 to 09:00: it is 05:00 in America/New_York, they end on ${MOMENT}`,
      '    ✓ rate 1000 in 1 hour',
    ]);
    const day = { ...rules.quietHours, isQuiet: false, endsAt: null };
    expect(under('sends', { sends: [{ ...send, quietHours: day }] })[1]).toBe(
      '    ✓ quiet hours 21:00 to 09:00: it is 05:00 in America/New_York',
    );
  });

  it('says where a journey stands', () => {
    const journey = { status: 'waiting', enteredAt: AT, dueAt: AT };
    const journeys = [
      { ...journey, nextStep: '3', isHeldOut: true },
      { ...journey, status: 'ended', dueAt: null, why: 'completed', convertedAt: AT },
    ];
    expect(under('journeys', { journeys })).toEqual([
      `  waiting, began ${MOMENT}, next on ${MOMENT}, then step 3, held out`,
      `  ended, began ${MOMENT}, goal reached on ${MOMENT}: completed`,
    ]);
  });

  it('says when it last did not begin, why, and from when on it may', () => {
    const frequency = {
      asked: 'once per 90 days',
      mayBegin: false,
      why: 'the last journey began too short a time ago',
      mayBeginFrom: AT,
    };
    const refused = {
      at: AT,
      reason: 'frequency',
      why: frequency.why,
      occurrence: 'm-1',
      event: 'Booking Made',
      timestamp: AT,
      mayBeginFrom: AT,
    };
    const why = `${frequency.why}, next from ${MOMENT}`;
    expect(under('frequency', { frequency })).toEqual([`  ✗ once per 90 days: ${why}`]);
    const title = `did not begin on ${MOMENT}: once per 90 days: ${why}`;
    expect(under(title, { frequency, refused })).toEqual([
      `  triggered by event Booking Made of ${MOMENT} (m-1)`,
    ]);
    const ofCondition = {
      at: AT,
      reason: 'if',
      why: 'its condition does not hold',
      occurrence: 'vip.entry.p-1.1',
    };
    expect(
      under(`did not begin on ${MOMENT}: its condition does not hold`, { frequency, refused: ofCondition }),
    ).toEqual(['  triggered by vip.entry.p-1.1']);
  });

  it('draws below a journey of an earlier version what that makes of the guest', () => {
    const asBegun = {
      stopWhen: booked,
      steps: [{ step: '1', kind: 'wait', asked: 'wait 3 days' }],
      sends: [{ ...send, wouldBeSent: true }],
    };
    const journey = { status: 'waiting', enteredAt: AT, dueAt: AT, nextStep: '1' };
    const older = { ...journey, playbookVersion: 'abc', isOfEarlierVersion: true };
    const trace = [{ at: AT, what: `step 1: held until ${AT}, quiet hours` }];
    expect(under('journeys', { journeys: [{ ...older, trace, asBegun }] })).toEqual([
      `  waiting, began ${MOMENT}, with the earlier version abc, next on ${MOMENT}, then step 1`,
      `      ${MOMENT} step 1: held until ${MOMENT}, quiet hours`,
      '      it goes by its own version, not by that of now:',
      '      stopWhen',
      '        ✓ event Booking Made',
      '      steps',
      '        1  wait 3 days',
      '      sends',
      '        ✓ step 2, email, marketing: would be sent now',
    ]);
    const same = under('journeys', { journeys: [{ ...older, status: 'ended', dueAt: null }] });
    expect(same).toEqual([`  ended, began ${MOMENT}, with the earlier version abc, then step 1`]);
  });
});
