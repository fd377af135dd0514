import type { FunctionName } from '../../lambdas/contract/functions.ts';

export interface FunctionSettings {
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/**
 * As long as an HTTP API waits at most, so a caller is never told to retry while the function goes on. Fold marks count on
 * it: an event is in the store within this time of its `receivedAt`, well inside their two minutes.
 */
const HTTP_TIMEOUT_SECONDS = 30;

/** Long enough for a batch of 100 events that conflicts a few times; a stream retries what is cut off. */
const STREAM_TIMEOUT_SECONDS = 60;

/** What is cut off on a queue comes back after six times this (work-queue.ts), so no longer than a batch of ten needs. */
const QUEUE_TIMEOUT_SECONDS = 30;

/**
 * Above the sum of the calls that a channel makes one after another, so that it sees its provider give up and says so in the
 * ledger; messages of a batch go side by side. A call takes at most 13 seconds (provider-client.ts), and push makes two: the
 * device's endpoint, then the message.
 */
const CHANNEL_TIMEOUT_SECONDS = 30;

/** As above: a webhook's receiver is given 15 seconds (webhook-client.ts), after the secret has been read. */
const WEBHOOK_TIMEOUT_SECONDS = 60;

/** Less than the minute between two hand-outs of wake, so that a shard's jobs seldom overlap. */
const DUE_TIMEOUT_SECONDS = 55;

/** A refold reads a guest's whole history, consistently. */
const REFOLD_TIMEOUT_SECONDS = 300;

/** Emptying a bucket goes a thousand objects at a time; CloudFormation waits longer (clearing.ts). */
const CLEAR_TIMEOUT_SECONDS = 600;

/** A few calls, each tried again while it has to be. CloudFormation waits longer (stack-playbook.ts). */
const STACK_PLAYBOOK_TIMEOUT_SECONDS = 60;

const http: FunctionSettings = { timeoutSeconds: HTTP_TIMEOUT_SECONDS, memoryMegabytes: 512 };
const channel: FunctionSettings = { timeoutSeconds: CHANNEL_TIMEOUT_SECONDS, memoryMegabytes: 512 };

/** A function's share of a processor follows its memory: those that fold and evaluate get a whole one. */
export const FUNCTION_SETTINGS: Readonly<Record<FunctionName, FunctionSettings>> = {
  collect: { ...http, memoryMegabytes: 1024 },
  resolve: { timeoutSeconds: STREAM_TIMEOUT_SECONDS, memoryMegabytes: 1769 },
  refold: { timeoutSeconds: REFOLD_TIMEOUT_SECONDS, memoryMegabytes: 1769 },
  redrive: { timeoutSeconds: REFOLD_TIMEOUT_SECONDS, memoryMegabytes: 1769 },
  announce: { timeoutSeconds: STREAM_TIMEOUT_SECONDS, memoryMegabytes: 512 },
  members: { timeoutSeconds: STREAM_TIMEOUT_SECONDS, memoryMegabytes: 512 },
  statistics: { timeoutSeconds: STREAM_TIMEOUT_SECONDS, memoryMegabytes: 512 },
  campaign: { timeoutSeconds: QUEUE_TIMEOUT_SECONDS, memoryMegabytes: 1024 },
  wake: { timeoutSeconds: 30, memoryMegabytes: 256 },
  due: { timeoutSeconds: DUE_TIMEOUT_SECONDS, memoryMegabytes: 1024 },
  email: channel,
  sms: channel,
  push: channel,
  webhook: { ...channel, timeoutSeconds: WEBHOOK_TIMEOUT_SECONDS },
  staff: channel,
  profiles: http,
  segments: http,
  report: http,
  lists: http,
  consent: http,
  keys: http,
  playbook: { ...http, memoryMegabytes: 1024 },
  plan: { ...http, memoryMegabytes: 1769 },
  backfill: { ...http, memoryMegabytes: 1769 },
  split: { ...http, memoryMegabytes: 1769 },
  rebuild: { ...http, memoryMegabytes: 1769 },
  openapi: { ...http, memoryMegabytes: 256 },
  'not-yet': { ...http, memoryMegabytes: 256 },
  'not-found': { ...http, memoryMegabytes: 256 },
  'stack-playbook': { timeoutSeconds: STACK_PLAYBOOK_TIMEOUT_SECONDS, memoryMegabytes: 1024 },
  clear: { timeoutSeconds: CLEAR_TIMEOUT_SECONDS, memoryMegabytes: 512 },
};
