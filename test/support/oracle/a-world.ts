import { holds } from './conditions.ts';
import type { World } from './world.ts';

/** The world of a guest of whom nothing was found out yet. */
export function aWorld(facts: Pick<World, 'playbook' | 'events'> & Partial<World>): World {
  const inOrder = [...facts.events].sort((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1));
  return {
    identifiers: [],
    seed: '',
    sends: [],
    memory: new Map(),
    doubt: { isRaised: false },
    judge: holds,
    ...facts,
    events: inOrder,
  };
}
