/**
 * How clients of providers are set. They try once: a message whose answer was lost may have left, and must not leave twice.
 * And they give up in time for the ledger to be told, also where a push makes two calls, one after the other.
 */
export const PROVIDER_CLIENT = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;
