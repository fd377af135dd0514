/** Names of the traits that steps of a campaign set: they are known, though nobody sent them yet. @param data the file as plain data */
export function traitsSetIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, inner]) =>
    key === 'set' ? namesOf(inner) : traitsSetIn(inner),
  );
}

function namesOf(set: unknown): string[] {
  const { traits } = (typeof set === 'object' && set !== null ? set : {}) as { traits?: unknown };
  return typeof traits === 'object' && traits !== null ? Object.keys(traits) : [];
}
