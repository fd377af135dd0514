import type { JsonValue } from '../../event/json.ts';

/** A value as people write it: `"Berlin"`, `5`, `"a", "b"`, `street "Main", city "Berlin"`. */
export function describeValue(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(describeInner).join(', ');
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key} ${describeInner(inner)}`);
  return entries.length === 0 ? 'nothing' : entries.join(', ');
}

function describeInner(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? `(${describeValue(value)})` : describeValue(value);
}

/** 0.5 → `50 %`, to four digits: 1 / 3 → `33.3333 %`. */
export function describePerCent(share: number): string {
  return `${Math.round(share * 1e6) / 1e4} %`;
}
