import type { Delivery, DeliveryStatus } from '../../../domain/campaign/delivery/delivery.ts';
import { traceOf } from '../../../domain/event/trace.ts';
import { METRICS, type MetricName } from '../../contract/metrics.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';

/** What is counted; other statuses are no end. */
const COUNTED: Readonly<Partial<Record<DeliveryStatus, MetricName>>> = {
  sent: METRICS.messagesSent,
  failed: METRICS.messagesFailed,
  unknown: METRICS.messagesUnknown,
};

/** Counts what became of a message, by channel, and measures how long one that was sent took from its decision. */
export function measureDelivery(
  writeMetrics: WriteMetrics,
  delivery: Delivery,
  status: DeliveryStatus,
  now: number,
): void {
  const metric = COUNTED[status];
  if (metric === undefined) return;
  const { channel, deliveryId, at } = delivery;
  const properties = { deliveryId, ...traceOf(delivery) };
  writeMetrics({ values: { [metric]: 1 }, dimensions: { channel }, properties });
  if (status !== 'sent') return;
  const milliseconds = Math.max(0, now - at);
  writeMetrics({ values: { [METRICS.decisionToDeliveryMilliseconds]: milliseconds }, properties });
}
