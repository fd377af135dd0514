import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Trigger } from '../../../domain/campaign/trigger.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import {
  activateProgram,
  campaignsTriggeredBySegment,
  triggersMatchedBy,
} from '../../../domain/playbook/program/active-program.ts';
import type { PathMatcher } from '../../../domain/segment/matcher/matcher.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent } from '../../support/an-event.ts';

function aCampaign(id: string, ...triggers: Trigger[]): Campaign {
  return { id, name: id, triggers, steps: [], frequency: { kind: 'once' }, purpose: 'marketing' };
}

function activeWith(...campaigns: readonly Campaign[]) {
  return activateProgram(
    aProgram({ campaigns: Object.fromEntries(campaigns.map((campaign) => [campaign.id, campaign])) }),
  );
}

const isSuite: PathMatcher = {
  path: ['room'],
  matcher: { tests: [{ op: 'is', value: 'Suite' }], ignoreCase: false },
};
const onPhone: PathMatcher = {
  path: ['context', 'os', 'name'],
  matcher: { tests: [{ op: 'is', value: 'iOS' }], ignoreCase: false },
};
const onEvent = (names: string[], ...where: PathMatcher[]): Trigger => ({
  kind: 'event',
  of: { names, where },
});

describe('triggersMatchedBy', () => {
  it('finds each trigger that has the event’s name and holds of it', () => {
    // given
    const active = activeWith(
      aCampaign('any-room', onEvent(['Booking Made', 'Booking Changed'])),
      aCampaign('suite', onEvent(['Booking Made'], isSuite), onEvent([], isSuite)),
      aCampaign('phone', onEvent(['Booking Made'], onPhone)),
      aCampaign('other', onEvent(['Called Hotel'])),
      aCampaign('anything', onEvent([])),
    );
    // when, then
    const campaignsOf = (event: TrackingEvent) =>
      triggersMatchedBy(active, event)
        .map(({ campaign }) => campaign)
        .sort();
    expect(campaignsOf(anEvent({ properties: { room: 'Suite' } }))).toEqual([
      'any-room',
      'anything',
      'suite',
      'suite',
    ]);
    expect(campaignsOf(anEvent({ context: { os: { name: 'iOS' } } }))).toEqual([
      'any-room',
      'anything',
      'phone',
    ]);
  });

  it('finds none for an identify, which has no name', () => {
    const active = activeWith(aCampaign('anything', onEvent([])));
    const { name: _, ...identify } = anEvent({ type: 'identify' });
    expect(triggersMatchedBy(active, identify)).toEqual([]);
  });
});

describe('campaignsTriggeredBySegment', () => {
  it('tells entering from leaving', () => {
    // given
    const active = activeWith(
      aCampaign('welcome', { kind: 'segment', segment: 'vip', on: 'entry' }),
      aCampaign('farewell', { kind: 'segment', segment: 'vip', on: 'exit' }),
    );
    // when, then
    expect(campaignsTriggeredBySegment(active, 'vip', 'entry')).toEqual(['welcome']);
    expect(campaignsTriggeredBySegment(active, 'vip', 'exit')).toEqual(['farewell']);
    expect(campaignsTriggeredBySegment(active, 'vegan', 'entry')).toEqual([]);
  });
});
