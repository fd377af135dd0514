/** Signals of one write, as JSON in UTF-8: past this, what follows is left for the next write. */
export const MAXIMUM_SIGNAL_BYTES = 48 * 1024;
