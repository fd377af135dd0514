import { splitIdentifier } from '../../identity/identifier.ts';
import { normaliseIdentifier } from '../../identity/normalise-identifier.ts';
import type { Program } from '../../playbook/program/program.ts';
import type { Device, Profile } from '../../profile/profile.ts';
import { laterDevice } from '../../profile/stamped.ts';

/** A device of the guest, with its push token. */
export interface PushTarget {
  readonly token: string;
  readonly platform: Device['platform'];
}

/**
 * Where a guest gets mail or text messages: the trait, else an identifier of that kind (the first in alphabetical order,
 * so that every run takes the same).
 * @returns the address in the form in which it identifies; undefined if there is none
 */
export function findAddress(program: Program, profile: Profile, kind: 'email' | 'phone'): string | undefined {
  const trait = Object.hasOwn(profile.traits, kind) ? profile.traits[kind]?.value : undefined;
  const fromTrait = normaliseIdentifier(program.identity, kind, trait);
  if (fromTrait !== undefined) return splitIdentifier(fromTrait).value;
  const held = Object.keys(profile.identifiers).filter((identifier) => identifier.startsWith(`${kind}#`));
  const first = held.sort()[0];
  return first === undefined ? undefined : splitIdentifier(first).value;
}

/** The guest's devices, in a fixed order: of several tokens of one device the latest, since it was given a new one. */
export function findDevices(profile: Profile): readonly PushTarget[] {
  const latest = new Map<string, readonly [token: string, device: Device]>();
  for (const [token, device] of Object.entries(profile.devices)) {
    const name = device.deviceId ?? `token ${token}`;
    const known = latest.get(name)?.[1];
    if (known === undefined || laterDevice(known, device) === device) latest.set(name, [token, device]);
  }
  return [...latest.values()]
    .map(([token, device]) => ({ token, platform: device.platform }))
    .sort((a, b) => (a.token < b.token ? -1 : 1));
}
