/**
 * Copies a record whose names are many and different from guest to guest. The copy has no prototype: V8 keeps it as a
 * table from the start, where a plain object with each new set of names would get a shape of its own.
 */
export function copyRecord<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  const copy = Object.create(null) as Record<string, Value>;
  for (const name in record) copy[name] = record[name] as Value;
  return copy;
}
