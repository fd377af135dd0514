import type { JsonValue } from '../event/json.ts';
import type { PlaybookFile } from './playbook-source.ts';
import type { PathStep } from './problem/problem.ts';
import type { DeploySource } from './schema/deploy-schema.ts';

/** How a deploy of a story changes one file. */
export interface FileChange {
  /** The file's path within the playbook's folder. */
  readonly file: string;
  /** Where the change stands, from the deploy on. */
  readonly path: readonly PathStep[];
  /** Null takes the file out. */
  readonly change: JsonValue;
}

const FOLDERS = ['segments', 'traits', 'campaigns'] as const;

/** The changes that a deploy of a story makes, file by file. */
export function changesIn(deploy: DeploySource): FileChange[] {
  const { playbook } = deploy;
  const settings: FileChange[] =
    playbook === undefined
      ? []
      : [{ file: 'playbook.yaml', path: ['playbook'], change: playbook as JsonValue }];
  const others = FOLDERS.flatMap((folder) =>
    Object.entries(deploy[folder] ?? {}).map(
      ([id, change]): FileChange => ({
        file: `${folder}/${id}.yaml`,
        path: [folder, id],
        change: change as JsonValue,
      }),
    ),
  );
  return [...settings, ...others];
}

/** The files of a playbook with changes made to them: those that are none of its own are added. */
export function patchPlaybook(
  files: readonly PlaybookFile[],
  changes: readonly FileChange[],
): PlaybookFile[] {
  const patched = new Map(files.map((file) => [file.path, file]));
  for (const { file, change } of changes) {
    const own = patched.get(file);
    if (change === null) patched.delete(file);
    else {
      const data = merge(own?.data as JsonValue | undefined, change);
      // The text is what names the version.
      patched.set(file, { path: file, text: JSON.stringify(data), data });
    }
  }
  return [...patched.values()];
}

/** Key by key of the file: conditions and lists are replaced as a whole, as a half of one says something else. */
function merge(own: JsonValue | undefined, change: JsonValue): JsonValue {
  if (!isMapping(change)) return change;
  const merged = { ...(isMapping(own) ? own : {}), ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function isMapping(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
