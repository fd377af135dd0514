import { describe, expect, it } from 'vitest';
import { liftOf } from '../../../../domain/campaign/report/lift.ts';
import { biasesOf } from '../../../../domain/campaign/report/lift-bias.ts';
import type { Step } from '../../../../domain/campaign/step.ts';
import { aCampaign, aSend, DAY } from '../../../support/a-campaign.ts';

const treated = { entered: 40, converted: 10 };
const lift = liftOf(treated, { entered: 20, converted: 2 });
const WAIT: Step = { kind: 'wait', id: '1', milliseconds: DAY };
const staff = { channel: 'staff' as const, role: 'waiter', message: 'Hi' };
const NONE_FAILED = { requested: 40, failed: 0 };
const SEND_AT_ONCE = [aSend('1')];

const kindsOf = (steps: readonly Step[], unaddressed = 0) =>
  biasesOf(aCampaign({ steps }), { treated, unaddressed, lift }, NONE_FAILED).map(({ kind }) => kind);

describe('what a lift does not measure', () => {
  it('given a message at once that all were sent, then nothing speaks against it', () => {
    expect(kindsOf(SEND_AT_ONCE)).toEqual([]);
    expect(kindsOf([...SEND_AT_ONCE, WAIT, aSend('3')])).toEqual([]);
  });

  it.each<[string, readonly Step[]]>([
    ['a wait before the first message', [WAIT, aSend('2')]],
    ['a wait after a message to staff', [aSend('1', { contents: [staff] }), WAIT, aSend('3')]],
    [
      'a wait in one arm',
      [
        {
          kind: 'split',
          id: '1',
          salt: 's',
          arms: [
            { weight: 1, to: 1 },
            { weight: 1, to: 3 },
          ],
        },
        { kind: 'wait for time', id: '1.1.1', at: { hour: 9, minute: 0 } },
        { kind: 'jump', id: '1', to: 3 },
        aSend('2'),
      ],
    ],
    [
      'a wait past a branch',
      [
        { kind: 'branch', id: '1', arms: [{ if: { kind: 'everyone' }, to: 1 }], after: 3 },
        aSend('1.1.1'),
        { kind: 'end', id: '1.1.2' },
        { kind: 'grant', id: '2', offer: 'drink' },
        WAIT,
        aSend('4'),
      ],
    ],
  ])('given %s, then the days that are compared are not the same', (_what, steps) => {
    expect(kindsOf(steps)).toEqual(['wait first']);
  });

  it('given a wait that leads to no message, then it does not matter', () => {
    expect(kindsOf([WAIT, { kind: 'end', id: '2' }, aSend('3')])).toEqual([]);
    expect(kindsOf([WAIT, { kind: 'grant', id: '2', offer: 'drink' }])).toEqual([]);
  });

  it('given no message to the guest at all, then the first to staff is what must come at once', () => {
    const toStaff = aSend('2', { contents: [staff] });
    expect(kindsOf([toStaff, WAIT])).toEqual([]);
    expect(kindsOf([WAIT, toStaff])).toEqual(['wait first']);
  });

  it('given a wait behind a branch whose every arm has sent a message, or ended, then it does not matter', () => {
    const arms = [{ if: { kind: 'everyone' }, to: 1 }, { to: 3 }] as const;
    const branch: Step = { kind: 'branch', id: '1', arms, after: 4 };
    const jump: Step = { kind: 'jump', id: '1.1.end', to: 4 };
    const steps = [branch, aSend('1.1.1'), jump, { kind: 'end', id: '1.2.1' }, WAIT, aSend('3')] as const;
    expect(kindsOf(steps)).toEqual([]);
    const withoutElse: Step = { ...branch, arms: arms.slice(0, 1) };
    expect(kindsOf([withoutElse, ...steps.slice(1)])).toEqual(['wait first']);
  });

  it('given a hundred branches in a row, then it is told all the same', () => {
    const steps = Array.from({ length: 100 }, (_, index): readonly Step[] => {
      const place = 5 * index;
      return [
        {
          kind: 'branch',
          id: `${index}`,
          arms: [{ if: { kind: 'everyone' }, to: place + 1 }, { to: place + 3 }],
          after: place + 5,
        },
        { kind: 'grant', id: `${index}.1.1`, offer: 'drink' },
        { kind: 'jump', id: `${index}.1.end`, to: place + 5 },
        { kind: 'grant', id: `${index}.2.1`, offer: 'drink' },
        { kind: 'jump', id: `${index}.2.end`, to: place + 5 },
      ];
    }).flat();
    expect(kindsOf([...steps, aSend('z')])).toEqual([]);
    expect(kindsOf([...steps, WAIT, aSend('z')])).toEqual(['wait first']);
  });

  it('given one in twenty of the treated who were through without a message, then the lift is told too low', () => {
    expect(kindsOf(SEND_AT_ONCE, 1)).toEqual([]);
    expect(kindsOf(SEND_AT_ONCE, 2)).toEqual(['without a message']);
    const [bias] = biasesOf(undefined, { treated, unaddressed: 10, lift }, NONE_FAILED);
    expect(bias?.why).toMatch(/^10 of 40 treated \(25\.0 %\) were through without a message to them/);
  });

  it('given a wait for an event or a date, or what is set before it, then the days are not the same either', () => {
    const never = { kind: 'not', of: { kind: 'everyone' } } as const;
    const waits: readonly Step[] = [
      { kind: 'wait for event', id: '2', until: never, aggregates: [], atMostMilliseconds: DAY },
      {
        kind: 'wait for date',
        id: '2',
        of: 'profile',
        path: ['birthday'],
        before: { months: 0, milliseconds: 0 },
      },
    ];
    for (const wait of waits) {
      const set: Step = { kind: 'set', id: '1', traits: { stage: 'asked' } };
      expect(kindsOf([set, wait, aSend('3')])).toEqual(['wait first']);
    }
  });

  it('given more than one in twenty messages that failed, then some of the treated may never have had one', () => {
    const failing = (requested: number, failed: number) =>
      biasesOf(aCampaign({ steps: SEND_AT_ONCE }), { treated, unaddressed: 0, lift }, { requested, failed });
    expect(failing(0, 0)).toEqual([]);
    expect(failing(40, 2)).toEqual([]);
    expect(failing(40, 3)).toEqual([
      { kind: 'messages failed', why: expect.stringMatching(/^3 of 40 messages \(7\.5 %\) failed: who/) },
    ]);
  });

  it('given a journey whose only message failed, then that is said though nobody is compared', () => {
    const alone = { treated: { entered: 1, converted: 1 }, unaddressed: 0, lift: null };
    const told = biasesOf(aCampaign({ steps: [WAIT, aSend('2')] }), alone, { requested: 1, failed: 1 });
    expect(told.map(({ kind }) => kind)).toEqual(['messages failed']);
  });

  it('given that nobody was treated, then nobody was without a message', () => {
    const none = { treated: { entered: 0, converted: 0 }, unaddressed: 0, lift };
    expect(biasesOf(aCampaign({ steps: SEND_AT_ONCE }), none, NONE_FAILED)).toEqual([]);
  });

  it('says why the days are not the same', () => {
    const [bias] = biasesOf(
      aCampaign({ steps: [WAIT, aSend('2')] }),
      { treated, unaddressed: 0, lift },
      NONE_FAILED,
    );
    expect(bias?.why).toMatch(/^there is a wait before the first message: the treated are measured from/);
  });

  it('given nobody to compare with, then there is nothing to say', () => {
    expect(biasesOf(aCampaign(), { treated, unaddressed: 40, lift: null }, NONE_FAILED)).toEqual([]);
  });
});
