import type { Terminal } from '../terminal.ts';
import { type KeyInput, readKeys } from '../watch/read-keys.ts';
import { watchFolders } from '../watch/watch-folders.ts';
import { expectedMessage, type TestOptions, testPlaybooks } from './test-playbooks.ts';

const QUIT = ['q', '\u0003', '\u0004'];
const AGAIN = ['r', '\r', '\n'];
const HELP = 'Watching for changes. r: play all again, q: quit';

/**
 * `maitred test --watch`: plays the stories, and those of a playbook again whenever one of its files is written, until
 * somebody quits. What is not in order is shown, and the watch goes on.
 */
export async function watchStories(
  terminal: Terminal,
  folders: readonly string[],
  options: TestOptions,
  keyboard: KeyInput,
): Promise<void> {
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
  const play = async (chosen: readonly string[]) => {
    terminal.clear?.();
    await testPlaybooks(terminal, chosen, options);
    terminal.out(terminal.style('dim', `\n${HELP}`));
  };
  const again = oneAfterAnother((touched) =>
    play(folders.filter((folder) => touched.has(folder))).catch((error: unknown) => {
      terminal.error(terminal.style('red', expectedMessage(error)));
    }),
  );
  const stop = await watchFolders(folders, (touched) => again(touched).catch(fail), fail);
  try {
    // A folder that is no playbook's at the beginning is nothing to wait for.
    await play(folders);
    const letGo = readKeys(keyboard, (key) => {
      if (QUIT.includes(key)) end();
      else if (AGAIN.includes(key)) again(folders).catch(fail);
    });
    await ended.finally(letGo);
  } finally {
    await stop();
  }
}

/** What is touched while stories are played waits, and is then played at once. */
function oneAfterAnother(
  work: (touched: ReadonlySet<string>) => Promise<void>,
): (touched: Iterable<string>) => Promise<void> {
  let waiting = new Set<string>();
  let running: Promise<void> = Promise.resolve();
  return (touched) => {
    for (const folder of touched) waiting.add(folder);
    running = running.then(async () => {
      const now = waiting;
      waiting = new Set();
      if (now.size > 0) await work(now);
    });
    return running;
  };
}
