/** One kind of identifier, from the playbook's `identity.namespaces`. */
export interface Namespace {
  readonly name: string;
  /** A person holds at most one, and two holders of different ones never merge. */
  readonly unique: boolean;
  /** How many one person may hold; 1 where unique. */
  readonly limit: number;
}

/** The playbook's `identity`: who may be joined to whom. */
export interface IdentityRules {
  /** ISO 3166 alpha-2, for phone numbers written without a country; absent: such numbers do not identify. */
  readonly country?: string;
  /** Most trusted first. */
  readonly namespaces: readonly Namespace[];
  /** Values that identify nobody, compared without regard to blanks and capitals, and in their normalised form. */
  readonly blocked: readonly string[];
}
