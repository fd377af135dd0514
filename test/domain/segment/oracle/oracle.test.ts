import { describe, expect, it } from 'vitest';
import { EXPECTED_KINDS, EXPECTED_TROUBLES } from '../../../support/oracle/expected-rates.ts';
import { runCases } from '../../../support/oracle/run-cases.ts';
import { tellRates } from '../../../support/oracle/tell-rates.ts';

const CASES = 100_000;
const MINUTES = 60_000;

describe('the engine beside an oracle that reads all events anew', () => {
  it('says the same of every guest, whatever the playbook, the history and the clock', {
    timeout: 10 * MINUTES,
  }, () => {
    // when
    const { rates, differences } = runCases({ cases: CASES, firstSeed: 1, maximumDifferences: 1 });
    // then
    expect(differences.join('\n\n')).toBe('');
    process.stdout.write(tellRates(rates));
    const rare = [...EXPECTED_TROUBLES, ...EXPECTED_KINDS].filter(
      ({ name, percent }) => rates.percentOf(name) < percent,
    );
    expect(rare).toEqual([]);
  });
});
