import { buildMessage } from '../../../domain/campaign/delivery/build-message.ts';
import {
  type Claim,
  type DeliveryDecision,
  decideDelivery,
} from '../../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Message, Renderer } from '../../../domain/campaign/delivery/message.ts';
import { venueOfEvent } from '../../../domain/campaign/delivery/message-context.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { TemplateSet } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { MessageRequested } from '../../../domain/profile/signal.ts';
import { requireFolded } from '../../../domain/profile/unfolded.ts';
import type { DeliveryStore } from '../../adapters/delivery-store.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import { findSaid } from './find-said.ts';
import { findGuest } from './read-guest-of.ts';

export interface PrepareDependencies {
  readonly profiles: Pick<ProfileStore, 'readLiving'>;
  readonly events: Pick<EventStore, 'read'>;
  readonly deliveries: Pick<DeliveryStore, 'read'>;
  readonly playbook: {
    active(): Promise<ActiveProgram>;
    version(version: string): Promise<ActiveProgram>;
    templates(version: string): Promise<TemplateSet>;
  };
  readonly renderer: Renderer;
  readonly clock: () => number;
}

/** What a message is decided and made from. */
export interface Material {
  /** The guest whose message it is. */
  readonly profile: Profile | undefined;
  /** There is a profile, but it was split since, and nobody is known to hold the event. */
  readonly isSplit: boolean;
  readonly event: TrackingEvent | undefined;
  readonly active: ActiveProgram;
}

export type Prepared =
  | Exclude<DeliveryDecision, { kind: 'send' }>
  /** `profileId`: the guest's, as it is now. */
  | { readonly kind: 'send'; readonly message: Message; readonly profileId: string };

const NO_TEMPLATES: TemplateSet = { version: '', templates: {} };

/** Reads what the signal alone names, all at the same time; whose ledger row it is may have been split since. */
export async function readMaterial(
  { profiles, events, playbook }: PrepareDependencies,
  signal: MessageRequested,
): Promise<Material> {
  const [living, event, active] = await Promise.all([
    profiles.readLiving(signal.deliveryProfileId),
    signal.event === undefined ? undefined : events.read(signal.event),
    playbook.active(),
  ]);
  const profile = await findGuest(profiles, living, signal.event);
  return { profile, isSplit: living !== undefined && profile === undefined, event, active };
}

/**
 * Decides whether a claimed message leaves, and makes it.
 * @throws {MaitredError} not retryable where it can never be made: a variable or a setting is missing
 * @throws {UnfoldedError} where the guest's state is still empty
 */
export async function prepareMessage(
  dependencies: PrepareDependencies,
  claim: Claim,
  { profile, isSplit, event, active }: Material,
): Promise<Prepared> {
  const { playbook, renderer, clock, deliveries } = dependencies;
  const { delivery } = claim;
  if (claim.kind === 'claimed' && profile !== undefined) requireFolded(profile);
  const begun = await begunWith(dependencies, active, delivery);
  const campaign = begun.program.campaigns[delivery.campaign];
  const now = clock();
  const venue = venueOfEvent(active, event);
  const decision = decideDelivery({ claim, program: active.program, campaign, profile, isSplit, now, venue });
  if (decision.kind !== 'send' || profile === undefined) return toUnsent(decision);
  const said = await findSaid(deliveries, profile, delivery);
  if (said !== undefined) return { kind: 'conclude', status: 'suppressed', reason: 'collapsed', why: said };
  const { version } = begun.program;
  const isEmail = delivery.channel === 'email';
  const templates = isEmail ? await playbook.templates(version) : NO_TEMPLATES;
  const made = { ...decision, active, begun, templates, delivery, profile, event, renderer, now };
  return { kind: 'send', message: buildMessage(made), profileId: profile.profileId };
}

function toUnsent(decision: DeliveryDecision): Prepared {
  return decision.kind === 'send' ? { kind: 'nothing' } : decision;
}

/** The playbook that the journey began with: its texts are rendered. */
function begunWith(
  { playbook }: PrepareDependencies,
  active: ActiveProgram,
  delivery: Delivery,
): ActiveProgram | Promise<ActiveProgram> {
  const isActive = delivery.playbookVersion === active.program.version;
  return isActive ? active : playbook.version(delivery.playbookVersion);
}
