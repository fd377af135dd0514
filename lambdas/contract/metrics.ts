/** The namespace of our own metrics in CloudWatch; each has the dimension `stage`, and those below it what is said there. */
export const METRIC_NAMESPACE = 'Maitred';

/** Our own metrics: written by functions, watched by alarms (docs/runbook.md). Units are in the names, else they are counts. */
export const METRICS = {
  eventsStored: 'EventsStored',
  /** Came again: what the first put stored stays. */
  eventsDuplicate: 'EventsDuplicate',
  eventsRefused: 'EventsRefused',
  /** Requests that were refused because of their key, by `reason` (REFUSAL_REASONS). */
  keyRefusals: 'KeyRefusals',
  /** Requests that passed although nobody could tell how many their key had sent: its count did not answer. */
  keyCountsLost: 'KeyCountsLost',
  /** Records that can never succeed, kept with payload and reason, by `function`. */
  recordsQuarantined: 'RecordsQuarantined',
  /** From an event's receipt until its profile is written: the oldest event of a batch. */
  eventToProfileMilliseconds: 'EventToProfileMilliseconds',
  /** Identifiers that a message names and that a rule of the playbook or a split keeps apart, with every such message. */
  linksRefused: 'LinksRefused',
  /** From the decision to send until the provider has answered. */
  decisionToDeliveryMilliseconds: 'DecisionToDeliveryMilliseconds',
  /** Messages by `channel`: what the provider made of them. */
  messagesSent: 'MessagesSent',
  messagesFailed: 'MessagesFailed',
  /** The provider's answer was lost: nothing is sent again, and somebody should look. */
  messagesUnknown: 'MessagesUnknown',
} as const;
export type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** Why a request's key was refused. */
export const REFUSAL_REASONS = ['unknown', 'revoked', 'scope', 'limit', 'proof'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
