import { describe, expect, it } from 'vitest';
import {
  enteredAtOf,
  occurrenceOf,
  type TriggerSignal,
} from '../../../../domain/campaign/journey/occurrence.ts';
import { fingerprint } from '../../../../domain/event/fingerprint.ts';
import { anEventMatched, aSegmentEntered } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const LONG = '時'.repeat(22);
const told = { id: 's', v: 1, profileId: 'p-john', at: NOW } as const;

describe('the one time that a campaign was triggered', () => {
  it.each<[string, TriggerSignal, string]>([
    ['by the message that triggered it', anEventMatched({ messageId: 'm-7' }), 'm-7'],
    ['by its hash, of a message with a long id', anEventMatched({ messageId: LONG }), fingerprint(LONG)],
    [
      'by the round that an event completed',
      anEventMatched({ rounds: { 'win-back': 'p-john.orders.0.2' } }),
      'every.p-john.orders.0.2',
    ],
    ['by the stay that began', aSegmentEntered({ entry: 3 }), 'lapsed.entry.p-john.3'],
    [
      'by the stay that ended',
      { ...aSegmentEntered({ entry: 3 }), type: 'Segment Left' } as TriggerSignal,
      'lapsed.exit.p-john.3',
    ],
    [
      'by the trait and its date, as it comes this time',
      { ...told, type: 'Date Reached', trait: 'birthday', date: '2026-03-02' } as never,
      'birthday.2026-03-02',
    ],
    [
      'by which trigger it is too, where several of the campaign tell of one date',
      { ...told, type: 'Date Reached', trait: 'birthday', date: '2026-03-02', place: 1 } as never,
      'birthday.2026-03-02.1',
    ],
    [
      'by the moment of a schedule',
      { ...told, type: 'Schedule Reached', campaign: 'win-back', segment: 'lapsed', moment: NOW },
      'schedule.2026-03-02T10:00:00.000Z',
    ],
  ])('is named %s', (_what, signal, expected) => {
    expect(occurrenceOf(signal, 'win-back')).toBe(expected);
  });

  it('was at the time of the event, or when the membership changed', () => {
    expect(enteredAtOf(anEventMatched({ time: NOW - 5, at: NOW }))).toBe(NOW - 5);
    expect(enteredAtOf(aSegmentEntered({ at: NOW - 3 }))).toBe(NOW - 3);
  });
});
