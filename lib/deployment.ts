/** What one deployment of Maitred is. */
export interface Deployment {
  /** Part of the name of every stack and topic, and of the bus. */
  readonly stage: string;
  /** Whether destroying the stacks also destroys what the tables and buckets hold. */
  readonly disposable: boolean;
}

/** Short enough for the names that begin with it, and safe in each of them. */
const STAGE_PATTERN = /^[a-z][a-z0-9-]{0,15}$/;
/** `eu-venue-1` would have its staff's topics among those of `eu`, which begin with `maitred-eu-venue-`. */
const WORD_OF_TOPICS = /-venue(-|$)/;

/** @throws Error if the stage cannot be part of a name */
export function requireStage(stage: unknown): string {
  if (typeof stage === 'string' && STAGE_PATTERN.test(stage) && !WORD_OF_TOPICS.test(stage)) return stage;
  throw new Error(
    `stage ${JSON.stringify(stage)}: use up to 16 lower-case letters, digits and hyphens, a letter first, and no "-venue"`,
  );
}
