import { aWorld } from './a-world.ts';
import type { ToldEvent, World } from './world.ts';
import type { Written, WrittenPlaybook, WrittenSettings, WrittenTrait } from './written.ts';

/** The moment that the oracle's own tests count from: 2026-03-08T10:00:00Z, the beginning of a bucket of any window in them. */
export const START = Date.UTC(2026, 2, 8);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An event of a name, so long after the start. */
export function aToldEvent(name: string, after: number, more: Partial<ToldEvent> = {}): ToldEvent {
  const time = START + after;
  return {
    name,
    messageId: `${name} ${after}`,
    time,
    receivedAt: time,
    identifiers: ['userId#john'],
    properties: {},
    traits: {},
    context: {},
    consent: {},
    ...more,
  };
}

/** A guest who did these things, in a house with these files. */
export function aGuestWho(
  events: readonly ToldEvent[],
  files: {
    readonly settings?: Partial<WrittenSettings>;
    readonly segments?: Readonly<Record<string, Written>>;
    readonly traits?: Readonly<Record<string, WrittenTrait>>;
  } & Partial<World> = {},
): World {
  const { settings, segments = {}, traits = {}, ...facts } = files;
  const playbook: WrittenPlaybook = {
    settings: { name: 'House', timezone: 'UTC', ...settings },
    segments: Object.fromEntries(Object.entries(segments).map(([id, when]) => [id, { when }])),
    traits,
    campaigns: {},
  };
  return aWorld({ playbook, events, ...facts });
}

/** Whether a condition holds of a guest, so long after the start. */
export function holdsAfter(world: World, written: Written, after: number): boolean {
  return world.judge(world, written, START + after, 'asked');
}
