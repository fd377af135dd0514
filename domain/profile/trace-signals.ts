import type { ProfileWrite } from './profile-write.ts';

/**
 * Gives signals that no request began the trace of the invocation that found them: what time alone has changed. It is no
 * part of the state, so folding anew gives the same profile.
 */
export function traceSignals(write: ProfileWrite, traceId: string): ProfileWrite {
  return { ...write, signals: write.signals.map((signal) => ({ traceId, ...signal })) };
}
