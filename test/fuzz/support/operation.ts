/** An OpenAPI document, as far as the fuzz looks into it. */
export interface Interface {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Call>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Record<string, unknown>>> };
}

export interface Call {
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly object[];
}

/** A call of the interface by its name, `GET /v1/keys`. */
export function callsOf({ paths }: Interface): Map<string, Call> {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, call]) => [`${method.toUpperCase()} ${path}`, call] as const),
  );
  return new Map(calls);
}

/** What a later version brings says nothing but that it is not there yet. */
export function isNotYet({ responses }: Call): boolean {
  return Object.keys(responses).join() === '501';
}
