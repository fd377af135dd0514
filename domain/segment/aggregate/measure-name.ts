/** How events become one value. Each is a commutative monoid: parts can be united in any order. */
export type Measure = 'count' | 'sum' | 'average' | 'min' | 'max' | 'unique';
