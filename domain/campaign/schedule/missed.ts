/** A schedule's or a date's moment that was missed by more is left out: nobody wants yesterday's newsletter. */
export const MISSED_MILLISECONDS = 24 * 60 * 60 * 1000;
