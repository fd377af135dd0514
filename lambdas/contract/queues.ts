/**
 * How often a queue hands a message out; after the last time, unless it was done, it rests among the dead letters. Ten times
 * three minutes outlast a fault of half an hour, and with a call in five failing hardly one message in a hundred gets there.
 */
export const MAXIMUM_RECEIVES = 10;
