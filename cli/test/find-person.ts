import { normaliseIdentifier } from '../../domain/identity/normalise-identifier.ts';
import type { StoryPerson } from '../../domain/playbook/playbook-story.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { Simulation } from '../simulation/simulation.ts';

/** The profile of a person whom a story names; undefined: nobody is known by that name. */
export function findPerson(simulation: Simulation, person: StoryPerson): Profile | undefined {
  const { identity } = simulation.active.program;
  for (const [namespace, value] of Object.entries(person)) {
    const identifier = normaliseIdentifier(identity, namespace, value);
    const profile = identifier === undefined ? undefined : simulation.find(identifier);
    if (profile !== undefined) return profile;
  }
  return undefined;
}
