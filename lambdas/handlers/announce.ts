import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Signal } from '../../domain/profile/signal.ts';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventBus, type EventBus } from '../adapters/event-bus.ts';
import { decodeSignals } from '../adapters/profile-record.ts';
import type { QuarantineStore } from '../adapters/quarantine-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { describeTraces } from '../runtime/describe-traces.ts';
import { logger } from '../runtime/logger.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { createStreamLoop, type StreamHandler } from '../runtime/stream-loop.ts';
import { publishSignals } from './flows/publish-signals.ts';
import { wireQuarantine } from './flows/wire-quarantine.ts';

export interface AnnounceDependencies {
  readonly eventBus: EventBus;
  readonly quarantine: Pick<QuarantineStore, 'put'>;
}

/** Reads the Profiles stream and puts each write's signals on the bus. It holds no state. */
export function createAnnounce({ eventBus, quarantine }: AnnounceDependencies): StreamHandler {
  return createStreamLoop<readonly Signal[]>({
    functionName: 'announce',
    quarantine,
    parse: decodeSignals,
    tracesOf: (signals) => signals,
    handle: async (writes) => {
      const failures = await publishSignals(eventBus, writes);
      const signals = writes.flat();
      logger.info('announced', {
        signals: signals.length,
        failures: failures.length,
        ...describeTraces(signals),
      });
      return failures;
    },
  });
}

let wired: StreamHandler | undefined;

/** Lambda's entry. */
export const handler: StreamHandler = (event, context) => {
  wired ??= createAnnounce(wireAnnounce());
  return wired(event, context);
};

/** The bus of the environment; redrive announces on the same. */
export function wireAnnounce(): AnnounceDependencies {
  return {
    eventBus: createEventBus({
      client: new EventBridgeClient(AWS_CLIENT),
      busName: requireEnvironment(ENVIRONMENT.busName),
    }),
    quarantine: wireQuarantine(
      createDocumentClient(),
      createMetricsWriter(requireEnvironment(ENVIRONMENT.stage)),
    ),
  };
}
