import type { Broadcast } from '../../domain/campaign/schedule/broadcast.ts';
import type { BroadcastStore } from '../../lambdas/adapters/broadcast-store.ts';

/** The rows of schedules, in memory, with the condition that the real ones keep. */
export class MemoryBroadcasts implements BroadcastStore {
  readonly rows = new Map<string, Broadcast>();

  async read(id: string): Promise<Broadcast | undefined> {
    return this.rows.get(id);
  }

  async write(broadcast: Broadcast): Promise<boolean> {
    if ((this.rows.get(broadcast.id)?.revision ?? 0) !== broadcast.revision - 1) return false;
    this.rows.set(broadcast.id, broadcast);
    return true;
  }
}
