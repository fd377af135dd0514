import type { Channel } from '../../../domain/campaign/channel.ts';
import type { DeliveryStore } from '../../adapters/delivery-store.ts';
import type { DueIndex } from '../../adapters/due-index.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import type { AdvanceDependencies } from './advance-journey.ts';
import type { DrainDependencies } from './drain-shard.ts';
import type { Invocation } from './invocation.ts';
import type { BroadcastDependencies } from './run-broadcast.ts';

/** What `due` works with. */
export interface DueDependencies
  extends Omit<AdvanceDependencies, 'bringUpToDate'>,
    DrainDependencies,
    Omit<BroadcastDependencies, 'playbook'> {
  readonly indexes: {
    readonly profiles: DueIndex;
    readonly journeys: DueIndex;
    readonly deliveries: DueIndex;
  };
  /** Does to a profile what time, or a new program, does. */
  readonly touchProfile: (profileId: string, invocation: Invocation) => Promise<void>;
  readonly deliveries: Pick<DeliveryStore, 'read' | 'handedOut'>;
  /** Where messages are brought again, by their channel. */
  readonly channelQueues: ChannelQueues;
}

/** Staff are told at any hour, and once: nothing of theirs comes again. */
export type ChannelQueues = Readonly<Record<Exclude<Channel, 'staff'>, QueueSender>>;
