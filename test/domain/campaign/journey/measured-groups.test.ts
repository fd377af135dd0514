import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isInControl, isToBeHeldOut } from '../../../../domain/campaign/journey/measured-groups.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';
import { aProgram } from '../../../support/a-program.ts';

const PEOPLE = Array.from({ length: 100_000 }, (_, index) => ({
  seed: `seed-${index}`,
  contacts: NO_CONTACTS,
}));
const withControl = (control: number) => aProgram({ permission: { suppress: [], caps: [], control } });
const campaign = (id: string, holdout: number) => ({ id, holdout });

/** Four standard deviations of a share among them all. */
const tolerance = (share: number) => 4 * Math.sqrt((share * (1 - share)) / PEOPLE.length);

describe('the groups that are measured', () => {
  it.each([0.01, 0.1, 0.5])('are as large as they are written: %s', (share) => {
    const program = withControl(share);
    const control = PEOPLE.filter((person) => isInControl(program, person)).length / PEOPLE.length;
    const heldOut =
      PEOPLE.filter((person) => isToBeHeldOut(campaign('a', share), person)).length / PEOPLE.length;
    expect(Math.abs(control - share)).toBeLessThan(tolerance(share));
    expect(Math.abs(heldOut - share)).toBeLessThan(tolerance(share));
  });

  it('are drawn anew for each campaign, so that nobody is held out of all', () => {
    const both = PEOPLE.filter((person) =>
      ['a', 'b'].every((id) => isToBeHeldOut(campaign(id, 0.1), person)),
    ).length;
    expect(Math.abs(both / PEOPLE.length - 0.01)).toBeLessThan(tolerance(0.01));
  });

  it('are within each other where a share grows', () => {
    const heldOut = (share: number) => PEOPLE.filter((person) => isToBeHeldOut(campaign('a', share), person));
    const wider = new Set(heldOut(0.2));
    expect(heldOut(0.1).every((person) => wider.has(person))).toBe(true);
  });

  it('take those whose place among all lies below the share, by a draw that never changes', () => {
    const person = { seed: 'seed', contacts: NO_CONTACTS };
    const place = stableShare('seed', 'control');
    expect(isInControl(withControl(place), person)).toBe(false);
    expect(isInControl(withControl(place + 1e-9), person)).toBe(true);
    const heldOutPlace = stableShare('seed', 'a.holdout');
    expect(isToBeHeldOut(campaign('a', heldOutPlace), person)).toBe(false);
    expect(isToBeHeldOut(campaign('a', heldOutPlace + 1e-9), person)).toBe(true);
  });

  it('keep whom they once had, but only while the playbook has them', () => {
    const contacts = { ...NO_CONTACTS, isControl: true as const, heldOut: ['a'] };
    const person = { seed: 'seed', contacts };
    expect([isInControl(withControl(0), person), isInControl(aProgram(), person)]).toEqual([true, false]);
    expect(isToBeHeldOut(campaign('a', 0), person)).toBe(true);
    expect(isToBeHeldOut(campaign('b', 0), person)).toBe(false);
    expect(isToBeHeldOut({ id: 'a' }, person)).toBe(false);
  });
});
