import { describe, expect, it } from 'vitest';
import {
  deployAfter,
  deployedProgram,
  isPlain,
} from '../../../../domain/playbook/program/retain-aggregates.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { aVersion, DeployedHouse } from '../../../support/deployed-house.ts';

const A = aVersion('a', ['Booking Made', 'Menu Opened']);
const B = aVersion('b', ['Booking Made', 'Called Hotel']);
const SMALL = aVersion('small', ['Booking Made']);

function activated(...versions: (typeof A)[]) {
  const house = new DeployedHouse();
  return versions.map((version) => house.activate(version).program);
}

describe('what a deployment keeps up', () => {
  it('given a first deploy, then the version says it all', () => {
    expect(isPlain(deployAfter(A, undefined, 1, NOW))).toBe(true);
    expect(activated(A)[0]).toMatchObject({ ordinal: 1, aggregatesDigest: A.aggregatesDigest });
  });

  it('given a deploy and a rollback, then both keep up the same set under the same name', () => {
    const [, deployed, rolledBack] = activated(A, B, A);
    expect(Object.keys(deployed?.aggregates ?? {}).sort()).toEqual([
      'times-Booking Made',
      'times-Called Hotel',
      'times-Menu Opened',
    ]);
    expect(Object.keys(rolledBack?.aggregates ?? {}).sort()).toEqual(
      Object.keys(deployed?.aggregates ?? {}).sort(),
    );
    expect(rolledBack?.aggregatesDigest).toBe(deployed?.aggregatesDigest);
  });

  it('given a version that only adds, then nothing is retained, and the way back is the same set', () => {
    const [, larger, back] = activated(SMALL, A, SMALL);
    expect(larger?.aggregatesDigest).toBe(A.aggregatesDigest);
    expect(back?.aggregatesDigest).toBe(A.aggregatesDigest);
  });

  it('given the deploy after next, then what nobody may go back to at once is no longer kept up', () => {
    const [, , third] = activated(A, B, SMALL);
    expect(Object.keys(third?.aggregates ?? {}).sort()).toEqual(['times-Booking Made', 'times-Called Hotel']);
  });

  it('given another timezone, then nobody is folded anew: what an aggregate takes of it lies in its name', () => {
    const [, moved] = activated(A, aVersion('c', ['Booking Made'], { timezone: 'Asia/Tokyo' }));
    expect(moved?.aggregatesDigest).toBe(A.aggregatesDigest);
  });
});

describe('the larger sets that a deployment accepts', () => {
  it('given deploys that only take away, then all the sets before do', () => {
    const [first, second, third] = activated(A, SMALL, SMALL);
    expect(second?.aggregatesDigest).toBe(first?.aggregatesDigest);
    expect(third?.aggregatesDigest).toBe(SMALL.aggregatesDigest);
    expect(third?.accepts).toEqual([A.aggregatesDigest]);
  });

  it('given a deploy that asks for something more, then none does', () => {
    const [, , , more] = activated(A, SMALL, SMALL, B);
    expect(more?.accepts).toEqual([]);
  });

  it('given very many, then the latest sixteen are known', () => {
    const names = Array.from({ length: 30 }, (_, place) => `Event ${place}`);
    const shrinking = names.map((_, place) => aVersion(`v${place}`, names.slice(place)));
    const last = activated(...shrinking).at(-1);
    expect(last?.accepts).toHaveLength(16);
  });
});

describe('since when a campaign includes existing members', () => {
  const including = (id: string, overrides = {}) =>
    aVersion(id, ['Booking Made'], {
      campaigns: { 'win-back': aCampaign({ includeExisting: true, ...overrides }) },
    });
  const sinceOf = (...versions: (typeof A)[]) =>
    activated(...versions).map(({ includedSince }) => includedSince?.['win-back']);

  it('given the deploy that brought it, then that one, also after others', () => {
    expect(sinceOf(A, including('b'), including('c', { name: 'Other name' }))).toEqual([undefined, 2, 2]);
  });

  it('given a break, or another segment, then anew', () => {
    const other = [{ kind: 'segment', segment: 'did-Booking-Made', on: 'entry' }] as const;
    expect(sinceOf(including('a'), A, including('a'))).toEqual([1, undefined, 3]);
    expect(sinceOf(including('a'), including('b', { triggers: other }))).toEqual([1, 2]);
  });
});

it('given a version without a deployment, then it runs as it was compiled, under its ordinal', () => {
  expect(deployedProgram({ program: A }, 7)).toEqual({ ...A, ordinal: 7 });
});
