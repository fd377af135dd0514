/** What a request began carries that request's id: the event, the signals it causes, journeys, messages. */
export interface Traced {
  /** API Gateway's id of the request; where no request began it, Lambda's of the invocation. Absent from what is older than traces. */
  readonly traceId?: string;
}

/** The trace of what something came from, to be spread into it. */
export function traceOf({ traceId }: Traced): Traced {
  return traceId === undefined ? {} : { traceId };
}
