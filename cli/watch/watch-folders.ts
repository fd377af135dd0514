import { relative } from 'node:path';
import { watch } from 'chokidar';

/** Editors write a file in several strokes: what follows one this soon belongs to it. */
const QUIET_MILLISECONDS = 80;

/**
 * Tells which of some folders were touched, once it is quiet. Chokidar's and not Node's own watch: on Linux that one follows
 * files, and loses one that an editor puts a new file in the place of. Hidden files and editors' backups do not count.
 * @param tell called with the folders as they were named
 * @param failed called where a folder can be watched no longer
 * @returns what ends the watch, once it has begun
 * @throws what keeps a folder from being watched
 */
export async function watchFolders(
  folders: readonly string[],
  tell: (touched: ReadonlySet<string>) => void,
  failed: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const whenQuiet = () => {
    const told = touched;
    touched = new Set();
    tell(told);
  };
  const watchers = await Promise.all(
    folders.map((folder) =>
      watchFolder(folder, failed, () => {
        touched.add(folder);
        clearTimeout(timer);
        timer = setTimeout(whenQuiet, QUIET_MILLISECONDS);
      }),
    ),
  );
  return async () => {
    clearTimeout(timer);
    await Promise.all(watchers.map((watcher) => watcher.close()));
  };
}

async function watchFolder(folder: string, failed: (error: unknown) => void, touched: () => void) {
  const ignored = (path: string) => isNobodysBusiness(relative(folder, path));
  const watcher = watch(folder, { ignoreInitial: true, ignored });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve).once('error', reject);
  });
  return watcher.on('error', failed).on('all', touched);
}

const HIDDEN = /(^|[/\\])\.[^./\\]/u;
const BACKUP = /~$|\.(swp|swx|tmp)$/u;

function isNobodysBusiness(path: string): boolean {
  return HIDDEN.test(path) || BACKUP.test(path);
}
