/**
 * Requests a second of a key, unless it was made with another limit: half of what the whole API lets in (lib/maitred.ts), so
 * that one key that leaked cannot keep the others out.
 */
export const KEY_REQUESTS_PER_SECOND = 500;
