import type { TouchedAggregate } from '../playbook/program/active-program.ts';
import type { Profile } from '../profile/profile.ts';

/** What changed since the profile's segments were last evaluated; 'all' where that cannot be said. */
export type Dirty =
  | 'all'
  | {
      /** Ids. */
      readonly aggregates: ReadonlySet<string>;
      /** Beside those, what an event has found. */
      readonly touched?: readonly Pick<TouchedAggregate, 'segments'>[];
      /** Names. */
      readonly traits: ReadonlySet<string>;
      /** The traits as they were, where that is known: then only segments that ask about a value of then or now count. */
      readonly traitsBefore?: Profile['traits'];
      /** Purposes and channels. */
      readonly consent: ReadonlySet<string>;
      /** Which there are. */
      readonly identifiers?: boolean;
      /** What is known of where the guest is. */
      readonly surroundings?: boolean;
      readonly devices?: boolean;
    };
