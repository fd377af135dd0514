/**
 * How clients of our own tables, queues, buckets and secrets are set: a call that hangs is given up and made again, all of
 * it within the time of the function that waits for it (lib/constructs/function-settings.ts).
 */
export const AWS_CLIENT = {
  maxAttempts: 4,
  // Without throwOnRequestTimeout a hung call is only complained of.
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;
