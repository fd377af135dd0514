import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A mistake that somebody could make, as it would stand in the code. */
export interface PlantedBug {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  /** What stands there, once. */
  readonly find: string;
  readonly replace: string;
  /** What goes wrong by it. */
  readonly why: string;
  /** The trials that must fail by it. */
  readonly by: TrialName;
}

/**
 * `seeds`: disturbed houses; `watched`: houses every write of which is looked at; `journeys`: houses with campaigns of every
 * kind; `stories`: scenes of their own.
 */
export type TrialName = 'seeds' | 'watched' | 'journeys' | 'stories';

/** Puts the bug into a source text. @throws where what it replaces does not stand there exactly once */
export function plantInto(source: string, { name, file, find, replace }: PlantedBug): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: what it replaces stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

/**
 * Lets every later import of the bug's file load it with the bug in it; nothing is written.
 * @returns whether the file was loaded by now
 */
export function plantBug(bug: PlantedBug): () => boolean {
  const planted = pathToFileURL(bug.file).href;
  let isLoaded = false;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== planted) return loaded;
      isLoaded = true;
      return { ...loaded, source: plantInto(String(loaded.source), bug) };
    },
  });
  return () => isLoaded;
}
