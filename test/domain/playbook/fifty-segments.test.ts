import { describe, expect, it } from 'vitest';
import { MAXIMUM_STATE_BYTES } from '../../../domain/playbook/estimate/estimate-state.ts';
import { fiftySegments, growState } from '../../support/fifty-segments.ts';

const EVENTS = 100_000;
const EVERY = 10;

describe('the state of a guest', () => {
  it('given fifty segments and very many events, then all that is remembered stays below what was estimated, and that below 8 KiB', {
    timeout: 60_000,
  }, async () => {
    expect((await fiftySegments()).segments.length).toBeGreaterThanOrEqual(50);
    // when
    const { estimatedBytes, bytes, kinds, late } = await growState(EVENTS, EVERY);
    // then
    expect(estimatedBytes).toBeLessThanOrEqual(MAXIMUM_STATE_BYTES);
    expect(Math.max(...bytes)).toBeLessThan(estimatedBytes);
    expect(kinds).toContain('entry');
    expect(late).toBeLessThan(EVENTS / 5);
    const half = bytes.length / 2;
    expect(Math.max(...bytes.slice(half))).toBeLessThan(1.05 * Math.max(...bytes.slice(half / 2, half)));
  });
});
