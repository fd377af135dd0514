/** Each of the two kinds of houses that seeds disturb is played so often without any bug. */
export const SEEDS_PLAYED = 1_000;

/** A planted bug is tried by so many of the same seeds, and by so many houses that are watched. */
export const SEEDS_TRIED = { seeds: 150, journeys: 200, watched: 60 } as const;

/** What guests of a house without journeys say. */
export const SEED_MESSAGES = 40;
