import { describe, expect, it } from 'vitest';
import { StaleProgramError } from '../../../domain/error/maitred-error.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { refoldProfile, touchProfile } from '../../../domain/profile/touch-profile.ts';
import { EMPTIED, UNSETTLED } from '../../../domain/profile/unfolded.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { peopleProgram } from '../../support/people-program.ts';

const MINUTE = 60_000;
const program = peopleProgram();
const active = activateProgram(program);
const settled = { ordinal: program.ordinal, aggregates: program.aggregatesDigest };
const booking = anEvent({ receivedAt: NOW - 60 * MINUTE, time: NOW - 60 * MINUTE });

/** Somebody whose booking was counted by the marks, but is not in the state. */
function aDamagedProfile(overrides: Partial<Profile> = {}): Profile {
  const identifiers = { 'userId#john': { sealed: NOW - MINUTE, floor: NOW - MINUTE, keys: {} } };
  return aProfile({ program: settled, identifiers, ...overrides });
}

function refolded(
  profile: Profile,
  options: { isQuiet?: boolean } = {},
  history: Parameters<typeof refoldProfile>[3] = [booking],
) {
  const touched = refoldProfile(active, profile, NOW, history, options);
  if (touched.kind !== 'planned') throw new Error(touched.kind);
  const { profile: after, signals } = touched.write;
  const told = signals.map((signal) => [signal.type, 'segment' in signal && signal.segment]);
  return { after, told };
}

describe('a quiet refold', () => {
  it('puts right what a state says, and tells nobody', () => {
    const { after, told } = refolded(aDamagedProfile(), { isQuiet: true });
    expect(after.segments.booker?.since).toBe(NOW);
    expect(told).toEqual([]);
    expect(refolded(aDamagedProfile()).told).toEqual([['Segment Entered', 'booker']]);
  });

  it('tells what a certainly new event changes', () => {
    const news = anEvent({ messageId: 'new' });
    const { told } = refolded(aDamagedProfile(), { isQuiet: true }, [booking, news]);
    expect(told).toEqual([['Segment Entered', 'regular']]);
  });

  it('tells what time has changed by now, as the mended state has it', () => {
    const left = { segments: { regular: { since: 1, entries: 1 } }, nextChanges: { regular: NOW } };
    expect(refolded(aDamagedProfile(left), { isQuiet: true }).told).toEqual([['Segment Left', 'regular']]);
    const earlier = anEvent({ messageId: 'e', time: booking.time - MINUTE, receivedAt: booking.time });
    expect(refolded(aDamagedProfile(left), { isQuiet: true }, [booking, earlier]).told).toEqual([]);
  });

  it('is silent also where a merge had left the state for later', () => {
    const merged = aDamagedProfile({ program: { ...settled, aggregates: UNSETTLED } });
    expect(refolded(merged, { isQuiet: true }).told).toEqual([]);
    expect(refolded(merged).told).toEqual([['Segment Entered', 'booker']]);
  });

  it('waits for the program that the profile was written with', () => {
    const newer = aDamagedProfile({ program: { ...settled, ordinal: settled.ordinal + 1 } });
    expect(() => refolded(newer, { isQuiet: true })).toThrow(StaleProgramError);
  });
});

describe('a state that was emptied', () => {
  const emptied = aDamagedProfile({ program: { ...settled, aggregates: EMPTIED } });

  it('is folded in silence by whoever comes first', () => {
    expect(refolded(emptied).told).toEqual([]);
    const touched = touchProfile(active, emptied, NOW, [booking]);
    expect(touched).toMatchObject({ kind: 'planned', write: { signals: [], profile: { program: settled } } });
  });
});
