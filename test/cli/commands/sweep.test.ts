import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/api-client.ts';
import { sweepReports } from '../../../cli/commands/sweep.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

const STAGES = [
  { phase: 'walking', rows: 0, waitSeconds: 0 },
  { phase: 'walking', rows: 900, waitSeconds: 0 },
  { phase: 'settling', rows: 1_000, waitSeconds: 120 },
] as const;
const MENDED = [
  { campaign: 'win-back', counter: 'entered', difference: 2 },
  { campaign: 'win-back', counter: 'step;1;-;sent', difference: -3 },
];

async function sweep(end: { mended: typeof MENDED; left: number }) {
  const { terminal, out } = plainTerminal();
  const asked: unknown[] = [];
  const waited: number[] = [];
  const answers = [...STAGES, { phase: 'done', rows: 1_000, waitSeconds: 0, ...end }];
  const call = async <T>(_method: string, _path: string, body?: unknown) => {
    asked.push(body);
    return { sweep: 'sweep-1', mended: [], left: 0, ...answers[asked.length - 1] } as T;
  };
  const api: ApiClient = { url: 'http://localhost', call };
  const wait = async (milliseconds: number) => void waited.push(milliseconds);
  const error = await sweepReports({ terminal, api, wait, clock: () => 0 }).catch(
    (thrown: unknown) => thrown,
  );
  return { asked, waited, error, lines: out.join('\n') };
}

describe('maitred report --sweep', () => {
  it('given numbers that agree, then it goes on until it is done, waits as long as it is told, and says so', async () => {
    const { asked, waited, error, lines } = await sweep({ mended: [], left: 0 });

    const again = { sweep: 'sweep-1' };
    expect(asked).toEqual([{}, again, again, again]);
    expect(waited).toEqual([0, 0, 120_000]);
    expect(error).toBeUndefined();
    expect(lines).toBe('✓ 1000 journeys and messages looked through: all numbers agree');
  });

  it('given numbers that were mended, then each is named with what was added', async () => {
    const { lines } = await sweep({ mended: MENDED, left: 0 });

    expect(lines).toBe(`campaign  counter        mended by
win-back  entered        +2
win-back  step;1;-;sent  -3
✓ 1000 journeys and messages looked through: 2 numbers mended`);
  });

  it('given more than one sweep mends, then it asks to be typed again', async () => {
    const { error } = await sweep({ mended: MENDED, left: 7 });

    expect(error).toMatchObject({
      message: '1000 journeys and messages looked through, 7 counters left',
      exitCode: 1,
      hint: 'Type it again until nothing is left.',
    });
  });
});
