import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { NOW } from './an-event.ts';

/** A journey through `win-back` that waits for its second step, unless said otherwise. */
export function aJourney(overrides: Partial<Journey> = {}): Journey {
  return {
    profileId: 'p-john',
    journeyId: 'win-back#lapsed.entry.p-john.1',
    campaign: 'win-back',
    occurrence: 'lapsed.entry.p-john.1',
    revision: 1,
    playbookVersion: 'test-version',
    status: 'waiting',
    enteredAt: NOW,
    nextStep: 1,
    dueAt: NOW,
    trace: [],
    ...overrides,
  };
}
