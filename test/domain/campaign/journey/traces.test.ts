import { describe, expect, it } from 'vitest';
import { requestAgain } from '../../../../domain/campaign/delivery/request-again.ts';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

describe('the trace of a journey', () => {
  it('is that of the signal that began it, and after days still that of its message', () => {
    const campaign = aCampaign();
    const active = anActiveProgram([campaign]);
    const signal = { ...aSegmentEntered(), traceId: 'request-1' };
    const begun = beginJourney({ active, campaign, profile: aContactableGuest(), signal, now: NOW });
    if (begun.kind !== 'decided') throw new Error(begun.kind);
    const { journey, profile } = begun.decision;
    expect(journey).toMatchObject({ traceId: 'request-1', dueAt: NOW + 3 * DAY });

    const sent = advanceJourney({ active, campaign, journey, profile, now: NOW + 3 * DAY });
    expect(sent).toMatchObject({
      decision: {
        journey: { traceId: 'request-1' },
        deliveries: [{ traceId: 'request-1' }],
        signals: [{ type: 'Message Requested', traceId: 'request-1' }],
      },
    });
    if (sent.kind !== 'decided') throw new Error(sent.kind);

    const [delivery] = sent.decision.deliveries;
    if (delivery === undefined) throw new Error('nothing was decided to be sent');
    expect(requestAgain({ ...delivery, dueAt: NOW }, NOW)).toMatchObject({ traceId: 'request-1' });
  });

  it('is absent, not empty, where the signal has none', () => {
    const campaign = aCampaign();
    const active = anActiveProgram([campaign]);
    const signal = aSegmentEntered();
    const begun = beginJourney({ active, campaign, profile: aContactableGuest(), signal, now: NOW });
    if (begun.kind !== 'decided') throw new Error(begun.kind);
    expect(Object.keys(begun.decision.journey)).not.toContain('traceId');
  });
});
