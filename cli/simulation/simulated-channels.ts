import { giveBackSend, hasNotLeft } from '../../domain/campaign/contacts/give-back-send.ts';
import { buildMessage, type MessageInput } from '../../domain/campaign/delivery/build-message.ts';
import { decideDelivery } from '../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery } from '../../domain/campaign/delivery/delivery.ts';
import type { Renderer } from '../../domain/campaign/delivery/message.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { TemplateSet } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { MessageRequested } from '../../domain/profile/signal.ts';
import { describeMessage } from './describe-message.ts';
import type { SimulatedProviders } from './simulated-providers.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import type { SimulatedVersions } from './simulated-versions.ts';
import type { SimulationObserver } from './simulation-observer.ts';

export interface ChannelOptions {
  readonly versions: SimulatedVersions;
  readonly templates: TemplateSet;
  readonly renderer: Renderer;
  readonly tables: SimulatedTables;
  readonly observer: SimulationObserver;
  readonly providers: SimulatedProviders;
}

/** What the channels' functions do: they build messages and give them to providers. */
export class SimulatedChannels {
  readonly #options: ChannelOptions;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  deliver(request: MessageRequested, now: number): void {
    const { versions, tables } = this.#options;
    const { active } = versions;
    const delivery = tables.readDelivery(request.deliveryProfileId, request.deliveryId);
    if (delivery === undefined) return;
    const begun = versions.begunWith(delivery.playbookVersion);
    const campaign = begun.program.campaigns[delivery.campaign];
    const profile = tables.readLiving(request.profileId);
    const claim = { kind: 'claimed', delivery } as const;
    const decided = decideDelivery({ claim, program: active.program, campaign, profile, now });
    // A message is decided and leaves at the same moment here, by the same rules: what is held was held as it was decided.
    if (decided.kind === 'hold') throw new Error(`${delivery.deliveryId} was decided in the quiet hours`);
    if (decided.kind === 'conclude') this.#conclude(delivery, decided, profile, now);
    if (decided.kind === 'send' && profile !== undefined)
      this.#send(delivery, { ...decided, active, begun, profile, now });
  }

  #send(
    delivery: Delivery,
    decided: Pick<MessageInput, 'active' | 'begun' | 'campaign' | 'step' | 'profile' | 'now'>,
  ): void {
    const { now } = decided;
    const event = delivery.event === undefined ? undefined : this.#options.tables.readEvent(delivery.event);
    try {
      const message = buildMessage({ ...this.#options, ...decided, delivery, event });
      const { campaign, channel } = delivery;
      const why = this.#options.providers.refuses(channel);
      if (why !== undefined) {
        this.#conclude(delivery, { status: 'failed', why }, decided.profile, now);
        return;
      }
      this.#options.observer.left({ at: now, campaign, ...describeMessage(message) }, decided.profile);
      this.#conclude(delivery, { status: 'sent', why: null }, decided.profile, now);
    } catch (error) {
      if (!(error instanceof MaitredError)) throw error;
      this.#conclude(delivery, { status: 'failed', why: error.message }, decided.profile, now);
    }
  }

  #conclude(
    delivery: Delivery,
    came: Pick<Delivery, 'status' | 'why' | 'reason'>,
    profile: Profile | undefined,
    now: number,
  ): void {
    const { tables, observer, versions } = this.#options;
    const { status, why, reason } = came;
    const concluded = { ...delivery, status, why, ...(reason !== undefined && { reason }) };
    tables.putDelivery(concluded);
    if (profile !== undefined && hasNotLeft(delivery, status)) {
      const given = giveBackSend(versions.active, profile, delivery, now);
      if (given !== undefined) tables.applyWrite(given);
    }
    if (status !== 'sent') observer.stayed(concluded, profile, now);
    const what = `${delivery.campaign}: ${delivery.channel} ${status}${why === null ? '' : `, ${why}`}`;
    observer.happened({ at: now, kind: 'message', what });
  }
}
