import { describe, expect, it } from 'vitest';
import { explainCampaign, versionsBehind } from '../../../../domain/campaign/explain/explain-campaign.ts';
import type { Journey } from '../../../../domain/campaign/journey/journey.ts';
import { aCampaign, aContactableGuest, anActiveProgram, DAY } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';
import { explain } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of whether it runs', () => {
  it('tells why it does not', () => {
    expect(explain()).toMatchObject({ runs: { isRunning: true }, frequency: { mayBegin: true } });
    expect(explain({ campaign: { isPaused: true } })).toMatchObject({
      runs: { isRunning: false, why: 'the campaign is paused' },
      sends: [{ wouldBeSent: false, reason: 'paused' }],
    });
  });

  it('says how often it begins', () => {
    expect(explain({ campaign: { frequency: { kind: 'once per', milliseconds: 2 * DAY } } })).toMatchObject({
      frequency: { asked: 'once per 2 days' },
    });
  });
});

describe('versionsBehind', () => {
  it('asks for the versions of those under way and of the latest', () => {
    const active = anActiveProgram([aCampaign()]);
    const journey = (playbookVersion: string, overrides: Partial<Journey> = {}) =>
      aJourney({ playbookVersion, ...overrides });
    const ended = { status: 'ended', dueAt: null } as const;
    expect(
      versionsBehind(active, [
        journey('latest', { ...ended, enteredAt: NOW + 1 }),
        journey('test-version'),
        journey('older'),
        journey('older'),
        journey('over', ended),
      ]),
    ).toEqual(['older', 'latest']);
    expect(versionsBehind(active, [])).toEqual([]);
  });
});

describe('explainCampaign', () => {
  it('knows only what the playbook has', () => {
    const guest = { profile: aContactableGuest(), events: [], now: NOW, journeys: [], versions: new Map() };
    expect(explainCampaign(anActiveProgram([]), 'toString', guest)).toBeUndefined();
  });
});
