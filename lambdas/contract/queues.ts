/** How often a queue hands a message out; after the last time, unless it was done, it rests among the dead letters. */
export const MAXIMUM_RECEIVES = 5;
