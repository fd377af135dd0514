/** What an arm of a split may weigh: so that the sum of all is exact enough to draw from. */
export const WEIGHT_LIMITS = { least: 0.001, most: 1_000_000 };
