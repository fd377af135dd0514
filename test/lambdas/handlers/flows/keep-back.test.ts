import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../../domain/error/maitred-error.ts';
import { createKeepBack, isPassedOver } from '../../../../lambdas/handlers/flows/keep-back.ts';
import { aCampaign, anActiveProgram, aSend } from '../../../support/a-campaign.ts';

const steps = [aSend('1')];
const twice = [aSend('1', { contents: [{ channel: 'push', title: 'Hello', body: 'You' }] }), aSend('2')];
const caps = [
  { channel: 'email', atMost: 1, perMilliseconds: 1000 },
  { channel: 'push', atMost: 1, perMilliseconds: 1000 },
] as const;
const active = anActiveProgram(
  [
    aCampaign({ id: 'mail', steps }),
    aCampaign({ id: 'both', steps: twice }),
    aCampaign({ id: 'push', steps: twice.slice(0, 1) }),
    aCampaign({ id: 'receipt', steps, purpose: 'transactional' }),
  ],
  { permission: { suppress: [], caps } },
);
const passing = new UnavailableError('Journeys');

/** Takes turns of john's, or of whom else they name, of which some fail; answers those that were taken and did not. */
async function take(
  turns: readonly string[],
  failures: Readonly<Record<string, Error>>,
  isLastTime = false,
): Promise<readonly string[]> {
  const takeTurn = createKeepBack(async () => active, { isLastTime });
  const taken: string[] = [];
  for (const turn of turns) {
    const [campaign = '', guest = 'john'] = turn.split(' of ');
    const decide = async () => {
      if (failures[turn] !== undefined) throw failures[turn];
      taken.push(turn);
    };
    await takeTurn({ guest, campaign }, decide).catch(() => undefined);
  }
  return taken;
}

describe('createKeepBack', () => {
  it('given a failure that may pass, then what wants the same room waits, and nothing else', async () => {
    expect(await take(['mail', 'both', 'receipt'], { mail: passing })).toEqual(['receipt']);
  });

  it('given one that waits, then what wants the room of that one waits too', async () => {
    expect(await take(['push'], { mail: passing })).toEqual(['push']);
    expect(await take(['mail', 'both', 'push'], { mail: passing })).toEqual([]);
  });

  it('given a failure that may pass, then another guest does not wait', async () => {
    expect(await take(['mail', 'mail of ann'], { mail: passing })).toEqual(['mail of ann']);
  });

  it('given what can never succeed, then nothing waits', async () => {
    expect(await take(['mail', 'both'], { mail: new TypeError('x') })).toEqual(['both']);
  });

  it('given that nothing comes again, then nothing waits', async () => {
    expect(await take(['mail', 'both'], { mail: passing }, true)).toEqual(['both']);
  });

  it('given one that waits, then what it fails with makes it come again', async () => {
    const takeTurn = createKeepBack(async () => active, { isLastTime: false });
    const fail = () => Promise.reject(passing);
    await expect(takeTurn({ guest: 'john', campaign: 'mail' }, fail)).rejects.toBe(passing);
    const next = takeTurn({ guest: 'john', campaign: 'both' }, async () => 'decided');
    await expect(next).rejects.toMatchObject({ code: 'kept-back', retryable: true });
  });
});

describe('isPassedOver', () => {
  it.each([
    ['may pass', passing, false, false],
    ['may pass, and nothing comes again', passing, true, true],
    ['can never succeed', new TypeError('x'), false, true],
  ])('given a failure that %s, then it tells', (_what, error, isLastTime, isOver) => {
    expect(isPassedOver(error, { isLastTime })).toBe(isOver);
  });
});
