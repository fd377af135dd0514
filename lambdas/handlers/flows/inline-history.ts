/** More events than these are not folded within a batch or a call: the refold queue has the time. */
export const MAXIMUM_INLINE_HISTORY = 2_000;
