import type { ToldEvent } from './world.ts';

/** A person as a slow reading of all events finds them. */
export interface Person {
  readonly identifiers: readonly string[];
  readonly events: readonly ToldEvent[];
  /** True if some message found two who were known apart to be one. */
  readonly isMerged: boolean;
}

/** Who the people are whom events are about, where no rule of linking is broken: whoever shares a message is one. */
export function findPeople(events: readonly ToldEvent[]): Person[] {
  let people: Person[] = [];
  for (const event of events) {
    const joined = people.filter(({ identifiers }) =>
      event.identifiers.some((one) => identifiers.includes(one)),
    );
    const known = joined.flatMap(({ identifiers }) => identifiers);
    people = people.filter((person) => !joined.includes(person));
    people.push({
      identifiers: [...new Set([...known, ...event.identifiers])].sort(),
      events: [...joined.flatMap((person) => person.events), event],
      isMerged: joined.length > 1 || joined.some(({ isMerged }) => isMerged),
    });
  }
  return people;
}
