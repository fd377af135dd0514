/** A computed trait: aggregates joined by plain arithmetic. */
export interface ComputedTrait {
  readonly id: string;
  readonly name: string;
  readonly aggregate: string;
  /** A factor for a number. */
  readonly times?: number;
  /** An aggregate whose number is taken off. */
  readonly minus?: string;
}
