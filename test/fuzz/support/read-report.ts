/** A call that was made and answered. */
export interface AnsweredCall {
  /** The call's name in the document: `GET /v1/keys`. */
  readonly name: string;
  readonly status: number;
}

interface Scenario {
  readonly recorder: {
    readonly cases: Readonly<
      Record<string, { readonly value: { readonly method: string; readonly path: string } }>
    >;
    /** Absent where nothing was called. */
    readonly interactions?: Readonly<
      Record<string, { readonly response: { readonly status_code: number } | null }>
    >;
  };
}

/** Reads what schemathesis itself reports (ndjson, an event a line) of each call that it made. */
export function readReport(ndjson: string): AnsweredCall[] {
  return ndjson.split('\n').flatMap((line) => {
    if (line === '') return [];
    const { ScenarioFinished: scenario } = JSON.parse(line) as { ScenarioFinished?: Scenario };
    if (scenario === undefined) return [];
    const { cases, interactions = {} } = scenario.recorder;
    return Object.entries(interactions).flatMap(([id, { response }]) => {
      const made = cases[id]?.value;
      return made === undefined || response === null
        ? []
        : [{ name: `${made.method} ${made.path}`, status: response.status_code }];
    });
  });
}

/** The statuses that each call was answered with, in ascending order. */
export function statusesByCall(calls: readonly AnsweredCall[]): Map<string, number[]> {
  const names = [...new Set(calls.map(({ name }) => name))];
  const statusesOf = (wanted: string) =>
    calls.filter(({ name }) => name === wanted).map(({ status }) => status);
  return new Map(
    names.map((name) => [name, [...new Set(statusesOf(name))].sort((one, other) => one - other)]),
  );
}
