import { withSend } from '../../../domain/campaign/contacts/keep-sends.ts';
import { lookAtSends } from '../../../domain/campaign/contacts/look-at-sends.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../../domain/identity/identity-record.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { planResolution, type Resolution } from '../../../domain/profile/plan-resolution.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../../domain/profile/profile.ts';
import { type ProfileWrite, recordsOf } from '../../../domain/profile/profile-write.ts';
import { refoldProfile, type Touched, touchProfile } from '../../../domain/profile/touch-profile.ts';
import type { ToldEvent } from './world.ts';

/** The tables as the program keeps them, in memory and without waiting: each decision is the domain's own. */
export class EngineHouse {
  readonly #active: ActiveProgram;
  readonly #events: TrackingEvent[] = [];
  readonly #identities = new Map<string, IdentityRecord>();
  readonly #profiles = new Map<string, ProfileRecord>();
  /** How often all events of a guest were read because a bounded state could not tell. */
  refolds = 0;

  constructor(active: ActiveProgram) {
    this.#active = active;
  }

  /** Everyone who lives. */
  living(): Profile[] {
    return [...this.#profiles.values()].filter((record): record is Profile => !isTombstone(record));
  }

  /** Takes an event in as resolve does. */
  receive(told: ToldEvent): void {
    const event = toTrackingEvent(told);
    this.#events.push(event);
    for (let rest: readonly TrackingEvent[] = [event]; rest.length > 0; ) {
      const plan = this.#decide(rest, event.receivedAt);
      for (const write of plan.writes) this.#write(write);
      if (plan.refolds.length > 0) throw new Error('no history here is too long');
      rest = plan.rest;
    }
  }

  #decide(events: readonly TrackingEvent[], now: number): Resolution {
    const newId = () => `profile-${String(this.#profiles.size).padStart(4, '0')}`;
    const decide = (history?: ReadonlyMap<string, readonly TrackingEvent[]>) =>
      planResolution(this.#active, this.#workspace(history), events, { now, newId });
    const plan = decide();
    if (plan.kind === 'planned') return plan;
    this.refolds += 1;
    const again = decide(this.#historyOf(plan.identifiers));
    if (again.kind !== 'planned') throw new Error('history was asked for twice');
    return again;
  }

  /** A campaign decides to send a message to whom an event is about. */
  decideToSend({ identifiers, receivedAt: at }: ToldEvent, campaign: string): void {
    const profile = this.living().find((one) => Object.hasOwn(one.identifiers, identifiers[0] ?? ''));
    if (profile === undefined) throw new Error('nobody holds the identifiers of an event');
    const contacts = withSend(profile.contacts, { at, channel: 'email', campaign }, this.#active.program);
    const told = lookAtSends(this.#active, { ...profile, contacts }, campaign, at);
    this.#profiles.set(profile.profileId, { ...told, version: profile.version + 1 });
  }

  /** Looks at whoever has announced a change up to a moment: at each announced moment, or once at the end. */
  passTime(now: number, { isEachAnnounced }: { readonly isEachAnnounced: boolean }): void {
    for (const { profileId } of this.living()) {
      for (let looks = 0; ; looks += 1) {
        const profile = this.#profiles.get(profileId) as Profile;
        if (profile.wakeAt === null || profile.wakeAt > now) break;
        if (looks > 20_000) throw new Error('the engine announces moments without end');
        this.#take(touchProfile(this.#active, profile, isEachAnnounced ? profile.wakeAt : now));
        const after = this.#profiles.get(profileId) as Profile;
        if (after.wakeAt === profile.wakeAt)
          throw new Error('what was announced has passed, and is announced still');
      }
    }
  }

  /** Folds everybody from nothing. */
  refoldAll(now: number): void {
    for (const profile of this.living()) {
      const history = [...this.#historyOf(Object.keys(profile.identifiers)).values()].flat();
      this.#take(refoldProfile(this.#active, profile, now, history));
    }
  }

  #take(touched: Touched): void {
    if (touched.kind === 'planned') this.#write(touched.write);
    else if (touched.kind !== 'unchanged') throw new Error(`time alone asked for more: ${touched.kind}`);
  }

  #workspace(history?: ReadonlyMap<string, readonly TrackingEvent[]>): Parameters<typeof planResolution>[1] {
    const tables = { identities: this.#identities, profiles: this.#profiles };
    return history === undefined ? tables : { ...tables, history };
  }

  #historyOf(identifiers: readonly string[]): Map<string, TrackingEvent[]> {
    return new Map(
      identifiers.map((one) => [one, this.#events.filter(({ key }) => key.identifier === one)] as const),
    );
  }

  #write(write: ProfileWrite): void {
    for (const record of recordsOf(write)) this.#profiles.set(record.profileId, record);
    for (const { record } of write.identities) this.#identities.set(record.identifier, record);
  }
}

function toTrackingEvent(told: ToldEvent): TrackingEvent {
  const { name, identifiers, time, messageId } = told;
  return {
    ...told,
    key: { identifier: identifiers[0] ?? '', sort: `${new Date(time).toISOString()}#${messageId}` },
    type: name === undefined ? 'identify' : 'track',
    source: 'any',
  } as unknown as TrackingEvent;
}
