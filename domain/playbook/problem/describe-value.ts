const LONGEST_TEXT = 60;

/** A value as a message names it: "`3 dyas`", "a list of one", "a mapping with `evnt`". */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return describeList(value);
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return keys.length === 0
      ? 'an empty mapping'
      : `a mapping with ${keys.map((key) => `\`${key}\``).join(', ')}`;
  }
  const text = String(value);
  return `\`${text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text}\``;
}

function describeList({ length }: readonly unknown[]): string {
  if (length === 0) return 'an empty list';
  return length === 1 ? 'a list of one' : 'a list';
}
