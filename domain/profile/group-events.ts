import type { TrackingEvent } from '../event/tracking-event.ts';
import { NOBODY } from '../identity/identity-record.ts';
import { followTombstones, type Workspace } from './workspace.ts';

/**
 * Divides a batch into groups that share no identifier and no profile: what is decided for one cannot matter to
 * another. Within a group events keep their order; groups come in the order of their first event.
 */
export function groupEvents(workspace: Workspace, events: readonly TrackingEvent[]): TrackingEvent[][] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name) ?? name;
    if (parent === name) return name;
    const root = rootOf(parent);
    parents.set(name, root);
    return root;
  };
  for (const event of events) {
    const names = event.identifiers.flatMap((identifier) => namesOf(workspace, identifier));
    const root = rootOf(names[0] ?? event.key.identifier);
    for (const name of names) parents.set(rootOf(name), root);
  }
  return [...Map.groupBy(events, (event) => rootOf(event.key.identifier)).values()];
}

/** A profile's name cannot be an identifier's: those have a namespace. */
function namesOf(workspace: Workspace, identifier: string): string[] {
  const profileId = workspace.identities.get(identifier)?.profileId ?? NOBODY;
  if (profileId === NOBODY) return [identifier];
  return [identifier, followTombstones(workspace, profileId)?.profileId ?? profileId];
}
