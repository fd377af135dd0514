import { newsAmong, type SeenNames, uniteSeen } from '../../../domain/event/seen-names.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { SeenNameStore } from '../../adapters/seen-name-store.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { logger } from '../../runtime/logger.ts';

/** Notes the names that events bring. */
export type NoteNames = (events: readonly TrackingEvent[]) => Promise<void>;

/**
 * Remembers what was noted, so that only news costs anything. What cannot be noted now is news again the next time that it
 * comes: no event waits for it.
 */
export function createNoteNames(store: SeenNameStore): NoteNames {
  let known: SeenNames | undefined;
  return async (events) => {
    try {
      known ??= await readAll(store);
      const news = newsAmong(known, events);
      if (news.events.size + news.traits.size === 0) return;
      await store.add(news);
      known = uniteSeen(known, news);
    } catch (error) {
      logger.warn('names not noted', { ...describeError(error) });
    }
  };
}

async function readAll(store: SeenNameStore): Promise<SeenNames> {
  let all: SeenNames = { events: new Map(), traits: new Set() };
  let after: string | undefined;
  do {
    const page = await store.readPage(after);
    all = uniteSeen(all, page);
    after = page.last ?? undefined;
  } while (after !== undefined);
  return all;
}
