import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import { splitIdentifier } from '../../domain/identity/identifier.ts';
import { rankIdentifiers } from '../../domain/identity/rank-identifiers.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { RefusedEntry, SimulationObserver } from './simulation-observer.ts';
import { Tally } from './tally.ts';
import type { SimulatedMessage } from './timeline.ts';

const TEXT_LENGTH = 80;

/** Told of each message that leaves. */
export type MessageListener = (message: SimulatedMessage, guest: string) => void;

/** Counts what becomes of everybody, with the first examples of each: all of it would not fit into memory. */
export class OutcomeRecord implements SimulationObserver {
  readonly explains = false;
  /** By campaign. */
  readonly begun: Tally;
  /** By campaign and channel. */
  readonly sent: Tally;
  /** By campaign, channel and reason. */
  readonly suppressed: Tally;
  /** By campaign, channel and status. */
  readonly failed: Tally;
  /** By campaign and step. */
  readonly held: Tally;
  /** By campaign and reason. */
  readonly refusals: Tally;
  readonly #identity: Program['identity'];
  readonly #listen: MessageListener | undefined;

  constructor({ identity }: Program, limit: number, listen?: MessageListener) {
    this.#identity = identity;
    this.#listen = listen;
    this.begun = new Tally(0);
    this.sent = new Tally(limit);
    this.suppressed = new Tally(limit);
    this.failed = new Tally(limit);
    this.held = new Tally(limit);
    this.refusals = new Tally(limit);
  }

  happened(): void {}

  left(message: SimulatedMessage, profile: Profile): void {
    const { at, campaign, channel, texts } = message;
    const text = (texts[0] ?? '').slice(0, TEXT_LENGTH);
    const guest = this.#guestOf(profile);
    this.#listen?.(message, guest);
    this.sent.add([campaign, channel], profile.profileId, () => ({ at, guest, campaign, channel, text }));
  }

  decided({ profile, journey, deliveries }: Decision, at: number): void {
    const { campaign, revision, trace } = journey;
    const { profileId } = profile;
    const common = () => ({ at, guest: this.#guestOf(profile), campaign });
    if (revision === 1) this.begun.add([campaign], profileId, common);
    for (const delivery of deliveries) {
      if (delivery.status === 'suppressed') this.#suppress(delivery, profile, at);
    }
    const { step = '', heldUntil: until, what: why } = trace.at(-1) ?? { what: '' };
    if (until !== undefined)
      this.held.add([campaign, step], profileId, () => ({ ...common(), step, until, why }));
  }

  refused({ at, campaign, profile, reason, detail: why }: RefusedEntry): void {
    const example = () => ({ at, guest: this.#guestOf(profile), campaign, why });
    this.refusals.add([campaign, reason], profile.profileId, example);
  }

  stayed(delivery: Delivery, profile: Profile | undefined, at: number): void {
    if (delivery.status === 'suppressed') this.#suppress(delivery, profile, at);
    else this.#add(this.failed, delivery, delivery.status, profile, at);
  }

  #suppress(delivery: Delivery, profile: Profile | undefined, at: number): void {
    this.#add(this.suppressed, delivery, delivery.reason ?? 'another reason', profile, at);
  }

  #add(tally: Tally, delivery: Delivery, what: string, profile: Profile | undefined, at: number): void {
    const { campaign, channel, step, profileId } = delivery;
    tally.add([campaign, channel, what], profile?.profileId ?? profileId, () => ({
      at,
      guest: profile === undefined ? profileId : this.#guestOf(profile),
      campaign,
      channel,
      step,
      why: delivery.why ?? what,
    }));
  }

  #guestOf({ profileId, identifiers }: Profile): string {
    const [identifier] = rankIdentifiers(this.#identity, Object.keys(identifiers));
    if (identifier === undefined) return profileId;
    const { namespace, value } = splitIdentifier(identifier);
    return `${namespace}:${value}`;
  }
}
