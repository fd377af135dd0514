import { describe, expect, it } from 'vitest';
import { MAXIMUM_UNDERWAY_BYTES } from '../../../../domain/playbook/program/keep-underway.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { deployAfter } from '../../../../domain/playbook/program/retain-aggregates.ts';
import { aCampaign, DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { aVersion, DeployedHouse, did } from '../../../support/deployed-house.ts';

const WAIT = { kind: 'wait', id: '1', milliseconds: 3 * DAY } as const;
/** It waits three days, and two are added for what is late. */
const LONGEST = 5 * DAY;
const STOPPED = aCampaign({ steps: [WAIT], stopWhen: did('Booking Made') });
const OTHERS = aVersion('others', ['Menu Opened']);
const SMALLEST = aVersion('smallest', ['Menu Opened']);

/** A version whose only campaign is that one. */
const asking = (version: string, names: readonly string[], campaign = STOPPED, more: Partial<Program> = {}) =>
  aVersion(version, names, { campaigns: { [campaign.id]: campaign }, ...more });
const A = asking('a', ['Booking Made', 'Called Hotel']);

/** The ids of what is kept up after deploys, each so many days after the one before. */
function keptUp(days: number, ...versions: Program[]): readonly string[] {
  const house = new DeployedHouse();
  for (const [place, version] of versions.entries()) house.activate(version, NOW + place * days * DAY);
  return Object.keys(house.active.program.aggregates).sort();
}

describe('what journeys under way may ask', () => {
  it('given any number of deploys, then it is kept up, and what nobody asks is not', () => {
    expect(keptUp(1, A, OTHERS, SMALLEST, OTHERS, SMALLEST)).toEqual([
      'times-Booking Made',
      'times-Menu Opened',
    ]);
  });

  it('given that the last of them must be over, then no longer', () => {
    expect(keptUp(2.5, A, OTHERS, OTHERS)).toContain('times-Booking Made');
    expect(keptUp(2.6, A, OTHERS, OTHERS, OTHERS)).not.toContain('times-Booking Made');
  });

  it('given a goal, then for as long as it may be reached', () => {
    const goal = {
      of: { names: [], where: [] },
      aggregate: 'times-Called Hotel',
      withinMilliseconds: 9 * DAY,
    };
    const a = asking('a', ['Booking Made', 'Called Hotel'], { ...STOPPED, goal });
    expect(keptUp(6, a, OTHERS, SMALLEST)).toEqual(['times-Called Hotel', 'times-Menu Opened']);
    expect(keptUp(15, a, OTHERS, SMALLEST)).toEqual(['times-Menu Opened']);
  });

  it('given another version that asks the same, then it is told once, for as long as either may', () => {
    const b = asking('b', ['Booking Made', 'Menu Opened']);
    const first = deployAfter(b, { program: A }, 2, NOW);
    const second = NOW + 2 * DAY;
    expect(first.underway).toMatchObject([{ version: 'a', campaign: 'win-back', until: NOW + LONGEST }]);
    const later = deployAfter(OTHERS, { program: b, deployment: first }, 3, second);
    expect(later.underway).toMatchObject([{ version: 'b', until: second + LONGEST }]);
  });

  it('given a campaign that asks nothing, then it is named all the same, for as long as one of it may be under way', () => {
    const wait = { kind: 'wait', id: '1', milliseconds: 90 * DAY } as const;
    const long = asking('a', ['Booking Made'], aCampaign({ steps: [wait] }));
    const first = deployAfter(OTHERS, { program: long }, 2, NOW);
    const until = NOW + 92 * DAY;
    expect(first).toMatchObject({
      underway: [{ version: 'a', campaign: 'win-back', until, aggregates: [], segments: {} }],
      givenUp: [],
    });
    const second = deployAfter(OTHERS, { program: OTHERS, deployment: first }, 3, NOW + 80 * DAY);
    expect(second.underway.map((each) => each.until)).toContain(until);
    const third = deployAfter(OTHERS, { program: OTHERS, deployment: second }, 4, until);
    expect(third.underway).toEqual([]);
  });

  it('given segments that conditions name, then what these ask is kept up too', () => {
    const stopWhen = { kind: 'segment', segment: 'did-Called-Hotel' } as const;
    const a = asking('a', ['Booking Made', 'Called Hotel'], { ...STOPPED, stopWhen });
    expect(keptUp(1, a, OTHERS, OTHERS)).toContain('times-Called Hotel');
  });

  it('given a computed trait in a text, then what computes it', () => {
    const set = { kind: 'set', id: '2', traits: { calls: '{{ profile.calls }}' } } as const;
    const computedTraits = { calls: { id: 'calls', name: 'Calls', aggregate: 'times-Called Hotel' } };
    const a = asking('a', ['Called Hotel'], aCampaign({ steps: [WAIT, set] }), { computedTraits });
    expect(keptUp(1, a, OTHERS, OTHERS)).toContain('times-Called Hotel');
  });
});

describe('the room for it', () => {
  const names = Array.from({ length: 3000 }, (_, place) => `Event ${place}`);

  it('given more than there is room for, then those that end first give way, and are named', () => {
    const large = asking(
      'large',
      names,
      aCampaign({ steps: [WAIT], stopWhen: { kind: 'any', of: names.map((name) => did(name)) } }),
    );
    const long = aCampaign({
      id: 'long',
      steps: [{ ...WAIT, milliseconds: 90 * DAY }],
      stopWhen: did('Event 1'),
    });
    const both = { ...large, campaigns: { ...large.campaigns, long } };
    const { underway, givenUp } = deployAfter(OTHERS, { program: both }, 2, NOW);
    expect(underway).toMatchObject([{ campaign: 'long' }]);
    expect(givenUp).toMatchObject([{ version: 'large', campaign: 'win-back', until: NOW + LONGEST }]);
    expect(MAXIMUM_UNDERWAY_BYTES).toBe(32 * 1024);
  });

  it('given that the present version remembers the same, then it takes none', () => {
    const large = asking(
      'large',
      names,
      aCampaign({ steps: [WAIT], stopWhen: { kind: 'any', of: names.map((name) => did(name)) } }),
    );
    expect(deployAfter(aVersion('same', names), { program: large }, 2, NOW).givenUp).toEqual([]);
  });
});

describe('earlier definitions of segments that may stop a journey', () => {
  const segment = 'did-Booking-Made';
  const a = asking('a', ['Booking Made', 'Menu Opened'], {
    ...STOPPED,
    stopWhen: { kind: 'segment', segment },
  });
  const changed = (name: string): Program => ({
    ...a,
    version: 'b',
    segments: a.segments.map((each) => (each.id === segment ? { ...each, when: did(name, 2) } : each)),
  });
  const segmentsAfter = (...versions: Program[]) => {
    const house = new DeployedHouse();
    for (const version of versions) house.activate(version);
    return house.active.program.segments.map(({ id }) => id);
  };

  it('given another definition, then the one before is kept up beside it', () => {
    const ids = segmentsAfter(a, changed('Booking Made'));
    expect(ids).toHaveLength(3);
    expect(ids[2]).toMatch(/^did-Booking-Made@[0-9a-f]{12}$/u);
  });

  it('given that it is gone, then too; given the same, or the way back, then not', () => {
    expect(segmentsAfter(a, OTHERS)).toHaveLength(2);
    expect(segmentsAfter(a, { ...a, version: 'c' })).toHaveLength(2);
    expect(segmentsAfter(a, OTHERS, a)).toHaveLength(2);
  });
});
