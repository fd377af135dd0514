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

/** A module that was loaded for a bug has its number behind this. */
const MARK = '?planted=';

interface Planting {
  readonly bug: PlantedBug;
  /** The bug's file, and whatever imports it, directly or by way of others: those are loaded anew. */
  readonly affected: ReadonlySet<string>;
}

/** Modules of ours that import a module, by its URL. */
const importers = new Map<string, Set<string>>();
const plantings: Planting[] = [];

/** From now on it is known which module imports which, so that what a bug changes can be loaded with the bug in it. */
export function registerPlanting(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const [parent = '', number] = (context.parentURL ?? '').split(MARK);
      if (number !== undefined)
        return isAffected(number, resolved.url)
          ? { ...resolved, url: `${resolved.url}${MARK}${number}` }
          : resolved;
      importers.set(resolved.url, (importers.get(resolved.url) ?? new Set()).add(parent));
      return resolved;
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const [file, number] = url.split(MARK);
      const bug = number === undefined ? undefined : plantings[Number(number)]?.bug;
      if (bug === undefined || file !== urlOf(bug)) return loaded;
      return { ...loaded, source: plantInto(String(loaded.source), bug) };
    },
  });
}

/**
 * Has a module that was loaded without the bug loaded with it: whatever does not depend on the bug's file is shared. Nothing is
 * written.
 * @param url of the module
 * @returns its URL with the bug
 * @throws where the module does not depend on the bug's file
 */
export function plantBug(bug: PlantedBug, url: string): string {
  const affected = new Set<string>();
  const left = [urlOf(bug)];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (affected.has(next)) continue;
    affected.add(next);
    left.push(...(importers.get(next) ?? []));
  }
  if (!affected.has(url)) throw new Error(`nothing loads ${bug.file}`);
  plantings.push({ bug, affected });
  return `${url}${MARK}${plantings.length - 1}`;
}

const urlOf = ({ file }: PlantedBug): string => pathToFileURL(file).href;

const isAffected = (number: string, url: string): boolean =>
  plantings[Number(number)]?.affected.has(url) === true;
