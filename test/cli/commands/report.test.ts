import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { showReport } from '../../../cli/commands/report.ts';
import { describeCounts } from '../../../domain/campaign/report/describe-counts.ts';
import { biasesOf } from '../../../domain/campaign/report/lift-bias.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';
import { typeCommand } from '../../support/type-command.ts';

const COUNTS = {
  entered: 1_200,
  heldOut: 200,
  converted: 330,
  'converted;heldOut': 30,
  'ended;completed': 1_100,
  'step;2;1=1;decided': 600,
  'step;2;1=1;sent': 500,
  'step;2;1=1;suppressed;holdout': 100,
  'arm;1;1': 600,
  'arm;1;1;heldOut': 100,
};

async function show(body: object, options: { json?: boolean } = {}) {
  const { terminal, out } = plainTerminal();
  const asked: string[] = [];
  const call = async <T>(_method: string, path: string) => {
    asked.push(path);
    return body as T;
  };
  const api: ApiClient = { url: 'http://localhost', call };
  await showReport({ terminal, api }, 'win back', options);
  return { asked, lines: out.join('\n') };
}

describe('maitred report', () => {
  it('given what a campaign counted, then it draws guests and messages, and says what the lift is', async () => {
    const about = { campaign: 'win-back', name: 'Win back', hasGoal: true };
    const { asked, lines } = await show({ ...about, ...describeCounts(COUNTS) });

    expect(asked).toEqual(['/v1/campaigns/win%20back/report']);
    expect(lines).toBe(`win-back  Win back

guests
  entered     1,200  ██████████████████████████████
  waiting       100  ███
  held out      200  █████
  converted     330  ████████

messages
  suppressed    100  ██████
  requested     500  ██████████████████████████████
  sent          500  ██████████████████████████████
  failed          0
  unknown         0

ended: completed 1,100

suppressed: holdout 100

step  variant  requested  sent  failed  unknown  suppressed
2     1=1      500        500   0       0        100

split  arm  took it  converted  rate
1      1    500      0          0.0 % (0.0 to 0.8)

goal      entered  converted  rate
treated   1,000    300        30.0 % (27.2 to 32.9)
held out  200      30         15.0 % (10.7 to 20.6)
lift: +15.0 points (95 %: +8.8 to +20.2), +100.0 % of theirs`);
  });

  it('given a lift that is told wrong, then it says why below it', async () => {
    const described = describeCounts({ ...COUNTS, unaddressed: 300 });
    const goal = { ...described.goal, biases: biasesOf(undefined, described.goal, described) };
    const about = { campaign: 'win-back', name: 'Win back', hasGoal: true };
    const { lines } = await show({ ...about, ...described, goal });

    expect(lines.split('\n').at(-1)).toMatch(/^mind: 300 of 1000 treated \(30\.0 %\) were through without/);
  });

  it('given a campaign that is gone and had no goal, then that is said, and nobody is compared', async () => {
    const about = { campaign: 'old', name: null, hasGoal: false };
    const { lines } = await show({ ...about, ...describeCounts({ entered: 1 }) });

    expect(lines).toContain('old  no longer in the active playbook');
    expect(lines).not.toContain('converted');
    expect(lines).not.toContain('lift');
  });

  it('given --json, then what was answered is written', async () => {
    const body = { campaign: 'win-back', name: 'Win back', hasGoal: true, ...describeCounts(COUNTS) };
    expect(JSON.parse((await show(body, { json: true })).lines)).toEqual(body);
  });

  it.each([[['report']], [['report', 'win-back', '--sweep']]])(
    'given %j, then it asks for one of the two',
    async (words) => {
      const { error, exitCode } = await typeCommand(words);
      expect(exitCode).toBe(2);
      expect(error).toContain('name one campaign, or say --sweep');
    },
  );
});
