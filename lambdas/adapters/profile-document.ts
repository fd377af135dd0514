import type { ConsentChoice } from '../../domain/consent/consent-choice.ts';
import type { JsonValue } from '../../domain/event/json.ts';
import type { Device, FoldMarks, Profile, Stamp, Stamped } from '../../domain/profile/profile.ts';
import { decodeContacts, type EncodedContacts, encodeContacts } from './contacts-codec.ts';
import { decodeDateMemory, type EncodedDateMemory, encodeDateMemory } from './date-memory-codec.ts';
import { createMembershipCodec, type EncodedMembership } from './membership-codec.ts';
import { decodeSeparation, type EncodedSeparation, encodeSeparation } from './separation-codec.ts';
import { createStampTable, type EncodedStamp } from './stamp-table.ts';

type Entries<T> = Record<string, T>;

/**
 * A profile's state as it is stored: short keys, each stamp once, maps in the order of their keys, moments as
 * milliseconds after `lastSeen`, empty parts left out. Every write costs a unit per KiB, so this is where the price of
 * an event is decided.
 */
export interface ProfileDocument {
  /** lastSeen, since the epoch; createdAt and firstSeen, after it */
  readonly c: readonly [number, number, number];
  /** seed, where it is not the profile's id */
  readonly s?: string;
  /** program: ordinal and aggregates */
  readonly p: readonly [number, string];
  /** identifiers: sealed and floor, null for 0, and the keys by the moment they were received */
  readonly i: Entries<EncodedMarks>;
  /** stamps, named below by their place */
  readonly m?: readonly EncodedStamp[];
  /** traits */
  readonly t?: Entries<readonly [JsonValue, number]>;
  /** traits that were withheld */
  readonly w?: Entries<number>;
  /** large traits, by the size that counts as large */
  readonly l?: readonly Entries<number>[];
  /** surroundings */
  readonly u?: Entries<readonly [string, number]>;
  /** consent */
  readonly n?: Entries<readonly [0 | 1, number]>;
  /** devices */
  readonly d?: Entries<readonly [Device['platform'], number, string?]>;
  /** aggregates */
  readonly a?: Entries<JsonValue>;
  /** segments */
  readonly g?: Entries<EncodedMembership>;
  /** nextChanges */
  readonly x?: Entries<number>;
  /** nextDates */
  readonly y?: Entries<number>;
  /** dateMemory */
  readonly v?: EncodedDateMemory;
  /** contacts */
  readonly o?: EncodedContacts;
  /** formerProfileIds */
  readonly r?: readonly string[];
  /** apart */
  readonly z?: readonly EncodedSeparation[];
}

type EncodedMarks = readonly [sealed: number | null, floor: number | null, keys?: Entries<string[]>];

/** What the item says beside the document. */
export interface ProfileHead {
  readonly profileId: string;
  readonly version: number;
  readonly wakeAt: number | null;
}

/** The same state gives the same bytes, whatever the order in which it came about. */
export function encodeDocument(profile: Profile): string {
  const base = profile.lastSeen;
  const stamps = createStampTable(base);
  const memberships = createMembershipCodec(base, [profile.profileId, ...profile.formerProfileIds]);
  const stamped = <T>(entry: Stamped<T>) => [entry.value, stamps.indexOf(entry)] as const;
  const body = {
    t: mapEntries(profile.traits, stamped),
    u: mapEntries(profile.surroundings as Entries<Stamped<string>>, stamped),
    n: mapEntries(profile.consent, (choice) => [choice.granted ? 1 : 0, stamps.indexOf(choice)] as const),
    d: mapEntries(profile.devices, (device): readonly [Device['platform'], number, string?] =>
      device.deviceId === undefined
        ? [device.platform, stamps.indexOf(device)]
        : [device.platform, stamps.indexOf(device), device.deviceId],
    ),
    a: mapEntries(profile.aggregates, (state) => state),
    g: mapEntries(profile.segments, memberships.encode),
    x: mapEntries(profile.nextChanges, (at) => at - base),
    y: mapEntries(profile.nextDates, (at) => at - base),
    w: mapEntries(profile.traitMemory?.withheld, (stamp) => stamps.indexOf(stamp)),
    l: profile.traitMemory?.large.map((marks) => mapEntries(marks, (stamp) => stamps.indexOf(stamp))) ?? [],
  };
  const contacts = encodeContacts(profile.contacts, base);
  const document = {
    c: [base, profile.createdAt - base, profile.firstSeen - base],
    ...(profile.seed === profile.profileId ? {} : { s: profile.seed }),
    p: [profile.program.ordinal, profile.program.aggregates],
    i: mapEntries(profile.identifiers, (marks) => encodeMarks(marks, base)),
    ...(stamps.list.length === 0 ? {} : { m: stamps.list }),
    ...Object.fromEntries(Object.entries(body).filter(([, part]) => Object.keys(part).length > 0)),
    ...(profile.dateMemory && { v: encodeDateMemory(profile.dateMemory, base) }),
    ...(contacts === undefined ? {} : { o: contacts }),
    ...(profile.formerProfileIds.length === 0 ? {} : { r: profile.formerProfileIds }),
    ...encodeApart(profile.apart, base),
  };
  return JSON.stringify(document);
}

/** A profile from its document. */
export function decodeDocument(head: ProfileHead, text: string): Profile {
  const document = JSON.parse(text) as ProfileDocument;
  const [base, createdAt, firstSeen] = document.c;
  const stampAt = createStampTable(base, document.m).at;
  const formerProfileIds = document.r ?? [];
  const memberships = createMembershipCodec(base, [head.profileId, ...formerProfileIds]);
  const stamped = <T>([value, index]: readonly [T, number]): Stamped<T> => ({ value, ...stampAt(index) });
  return {
    profileId: head.profileId,
    version: head.version,
    createdAt: createdAt + base,
    seed: document.s ?? head.profileId,
    program: { ordinal: document.p[0], aggregates: document.p[1] },
    firstSeen: firstSeen + base,
    lastSeen: base,
    identifiers: mapEntries(document.i, (marks) => decodeMarks(marks, base)),
    traits: mapEntries(document.t, (entry) => stamped(entry)),
    ...decodeTraitMemory(document, stampAt),
    surroundings: mapEntries(document.u, (entry) => stamped(entry)) as Profile['surroundings'],
    consent: mapEntries(
      document.n,
      ([granted, index]): ConsentChoice => ({ granted: granted === 1, ...stampAt(index) }),
    ),
    devices: mapEntries(
      document.d,
      ([platform, index, deviceId]): Device => ({
        platform,
        ...stampAt(index),
        ...(deviceId !== undefined && { deviceId }),
      }),
    ),
    aggregates: document.a ?? {},
    segments: mapEntries(document.g, memberships.decode),
    nextChanges: mapEntries(document.x, (at) => at + base),
    ...(document.y !== undefined && { nextDates: mapEntries(document.y, (at) => at + base) }),
    ...(document.v && { dateMemory: decodeDateMemory(document.v, base) }),
    contacts: decodeContacts(document.o, base),
    formerProfileIds,
    ...decodeApart(document.z, base),
    wakeAt: head.wakeAt,
  };
}

/** Sorted, so that equal maps are equal text; entries are defined, not assigned: a trait may be called `__proto__`. */
function mapEntries<From, To>(
  map: Readonly<Entries<From>> | undefined,
  change: (value: From) => To,
): Entries<To> {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]));
}

function encodeApart(apart: Profile['apart'] = [], base: number): Pick<ProfileDocument, 'z'> {
  return apart.length === 0 ? {} : { z: apart.map((one) => encodeSeparation(one, base)) };
}

function decodeApart(encoded: ProfileDocument['z'], base: number): Pick<Profile, 'apart'> {
  return encoded === undefined ? {} : { apart: encoded.map((one) => decodeSeparation(one, base)) };
}

function decodeTraitMemory(
  { w, l = [] }: ProfileDocument,
  stampAt: (index: number) => Stamp,
): Pick<Profile, 'traitMemory'> {
  if (w === undefined && l.length === 0) return {};
  const large = l.map((marks) => mapEntries(marks, (index) => stampAt(index)));
  return { traitMemory: { withheld: mapEntries(w, (index) => stampAt(index)), large } };
}

function encodeMarks({ sealed, floor, keys }: FoldMarks, base: number): EncodedMarks {
  const offset = (moment: number) => (moment === 0 ? null : moment - base);
  const byMoment = new Map<string, string[]>();
  for (const [key, receivedAt] of Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const moment = String(receivedAt - base);
    byMoment.set(moment, [...(byMoment.get(moment) ?? []), key]);
  }
  const head = [offset(sealed), offset(floor)] as const;
  return byMoment.size === 0 ? head : [...head, Object.fromEntries(byMoment)];
}

function decodeMarks([sealed, floor, byMoment = {}]: EncodedMarks, base: number): FoldMarks {
  const keys = Object.entries(byMoment).flatMap(([moment, list]) =>
    list.map((key) => [key, Number(moment) + base] as const),
  );
  return {
    sealed: sealed === null ? 0 : sealed + base,
    floor: floor === null ? 0 : floor + base,
    keys: Object.fromEntries(keys),
  };
}
