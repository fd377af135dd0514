/** Any value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What an author writes for a matcher: a value, a list of values, or tests. */
export type WrittenMatcher = Json;
export type WrittenWhere = Readonly<Record<string, WrittenMatcher>>;

/** Which events, as an author says it. */
export interface WrittenSelector {
  readonly event: string | readonly string[];
  readonly where?: WrittenWhere;
}

export type WrittenWithin = string | readonly [string, string];
export type WrittenSince =
  | string
  | { readonly segment: string }
  | (WrittenSelector & { readonly for?: string });
export type WrittenCount = number | Readonly<Record<string, number | readonly [number, number]>>;
/** `{ of: revenue, atLeast: 500 }`. */
export type WrittenMeasure = { readonly of: string } & Readonly<Record<string, Json>>;
export type WrittenStep = (WrittenSelector & { readonly for?: string }) | WrittenNot;
export interface WrittenNot {
  readonly not: WrittenSelector & { readonly for?: string };
  readonly for?: string;
}

export const MEASURES = ['sum', 'average', 'min', 'max', 'unique'] as const;

/** A condition as it stands in a file, before anybody has compiled it: which keys there are says what kind it is. */
export type Written = 'everyone' | WrittenMapping;
export interface WrittenMapping {
  readonly all?: readonly Written[];
  readonly any?: readonly Written[];
  readonly not?: Written;
  readonly event?: string | readonly string[];
  readonly where?: WrittenWhere;
  readonly count?: WrittenCount;
  readonly within?: WrittenWithin;
  readonly since?: WrittenSince;
  readonly sum?: WrittenMeasure;
  readonly average?: WrittenMeasure;
  readonly min?: WrittenMeasure;
  readonly max?: WrittenMeasure;
  readonly unique?: WrittenMeasure;
  readonly matching?: WrittenSelector & { readonly on: Readonly<Record<string, string>> };
  readonly trait?: string;
  readonly segment?: string;
  readonly for?: string;
  readonly consent?: string;
  readonly reachable?: string;
  readonly identifier?: string;
  readonly offer?: string;
  readonly status?: string;
  readonly at?: string;
  readonly zone?: WrittenMatcher;
  readonly message?: string;
  readonly list?: string;
  readonly random?: string;
  readonly sequence?: readonly WrittenStep[];
  readonly span?: string;
  readonly affinity?: string;
  readonly is?: Json;
  readonly over?: WrittenSelector;
  readonly share?: WrittenMatcher;
  /** The other tests of a matcher beside `trait`. */
  readonly [test: string]: unknown;
}

/** One number, or value, of events: the half of a computed trait. */
export interface WrittenAmount {
  readonly count?: true;
  readonly sum?: string;
  readonly average?: string;
  readonly min?: string;
  readonly max?: string;
  readonly first?: string;
  readonly last?: string;
  readonly unique?: string;
  readonly top?: string;
  readonly of: WrittenSelector & { readonly within?: WrittenWithin };
}

export interface WrittenTrait extends WrittenAmount {
  readonly name?: string;
  readonly times?: number;
  readonly minus?: WrittenAmount;
}

export interface WrittenSettings {
  readonly name: string;
  readonly timezone: string;
  readonly consent?: Readonly<Record<string, string>>;
  readonly visit?: { readonly begins: readonly string[]; readonly endsAfter: string };
  readonly venues?: Readonly<Record<string, { readonly name?: string; readonly timeout?: string }>>;
  readonly [other: string]: unknown;
}

/** A playbook as its author wrote it, by the ids of its files. */
export interface WrittenPlaybook {
  readonly settings: WrittenSettings;
  readonly segments: Readonly<Record<string, { readonly when: Written }>>;
  readonly traits: Readonly<Record<string, WrittenTrait>>;
  /** Asked on a journey's clock, by campaign: `if` sees all history, `stopWhen` what came after the beginning. */
  readonly campaigns: Readonly<Record<string, { readonly if?: Written; readonly stopWhen?: Written }>>;
}
