/** A limit holds for windows of this length, which begin at the same moments everywhere. */
export const WINDOW_MILLISECONDS = 10_000;

/**
 * A copy of a function tells the others of a key's requests each time it has counted this part of what the limit allows in
 * a window, or what is left of it. Below that it asks nobody; so N copies let at most N/64 of the limit in on top of it.
 */
const UNREPORTED_PART = 64;

/** What one copy of a function knows of a key's requests. */
export interface RequestWindow {
  /** When it began, in milliseconds since the epoch. */
  readonly startsAt: number;
  /** What this copy has let in and told nobody of. */
  readonly unreported: number;
  /** What all copies together had told when this one last did. */
  readonly total: number;
}

/** What becomes of a request. */
export type Taken =
  | { readonly kind: 'passes'; readonly window: RequestWindow }
  /** So many are to be added to the count of all copies; the request waits for what that is then. */
  | { readonly kind: 'report'; readonly window: RequestWindow; readonly requests: number }
  | { readonly kind: 'refused'; readonly window: RequestWindow };

/** How many requests a limit allows in a window. */
export function requestsAWindow(requestsPerSecond: number): number {
  return requestsPerSecond * (WINDOW_MILLISECONDS / 1_000);
}

/** How many requests a copy takes at most before it tells the others. */
export function reportAfter(requestsPerSecond: number): number {
  return Math.ceil(requestsAWindow(requestsPerSecond) / UNREPORTED_PART);
}

/**
 * What a batch counts as: one request, but each of its events where anybody may have the key. Who reads a browser's key from a
 * page could else send 2,500 events as one.
 */
export function requestsInBatch(isPublicKey: boolean, events: number): number {
  return isPublicKey ? Math.max(1, events) : 1;
}

/**
 * Takes one request of a key, or what counts as several, as this copy knows it. It passes whole where one of them does.
 * @param before undefined: it has seen none
 */
export function takeRequests(
  requestsPerSecond: number,
  before: RequestWindow | undefined,
  now: number,
  count = 1,
): Taken {
  const startsAt = now - (now % WINDOW_MILLISECONDS);
  const window = before?.startsAt === startsAt ? before : { startsAt, unreported: 0, total: 0 };
  const left = requestsAWindow(requestsPerSecond) - window.total;
  if (left < 0) return { kind: 'refused', window };
  const requests = window.unreported + count;
  if (requests < Math.min(reportAfter(requestsPerSecond), left + 1))
    return { kind: 'passes', window: { ...window, unreported: requests } };
  return { kind: 'report', window: { ...window, unreported: 0 }, requests };
}

/**
 * Notes the count of all copies in the window that was reported on.
 * @param window as it is known by now: others of this copy's requests may have come meanwhile
 */
export function learnTotal(window: RequestWindow, total: number): RequestWindow {
  return { ...window, total: Math.max(window.total, total) };
}

/** Whether all copies together are known to have taken what the limit allows before the last `count` came. */
export function isOver(requestsPerSecond: number, { total }: RequestWindow, count = 1): boolean {
  return total - count >= requestsAWindow(requestsPerSecond);
}

/** Whole seconds until a window is over, when a refused request may come again. */
export function secondsLeft({ startsAt }: RequestWindow, now: number): number {
  return Math.max(1, Math.ceil((startsAt + WINDOW_MILLISECONDS - now) / 1_000));
}
