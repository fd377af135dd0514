/** Joins a namespace and a normalised value to the text under which a person is found: `userId#u1`. */
export function joinIdentifier(namespace: string, value: string): string {
  return `${namespace}#${value}`;
}

/** Takes `namespace#value` apart at the first `#`; text without one is a value of no namespace. */
export function splitIdentifier(identifier: string): { namespace: string; value: string } {
  const at = identifier.indexOf('#');
  if (at < 0) return { namespace: '', value: identifier };
  return { namespace: identifier.slice(0, at), value: identifier.slice(at + 1) };
}
