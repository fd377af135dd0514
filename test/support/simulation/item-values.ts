import { validationError } from './aws-failures.ts';

export type Item = Record<string, unknown>;

/** What an item takes, by which DynamoDB refuses it. */
const LARGEST_ITEM_BYTES = 400 * 1024;

/** A copy that shares nothing, without what is undefined, as the document client writes it. */
export function copyValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value) as T;
  if (Array.isArray(value)) return value.map(copyValue) as T;
  const copy: Item = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) copy[name] = copyValue(part);
  return copy as T;
}

/** Nearly what AWS counts: names and texts by their bytes, numbers as the most they take. */
export function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return value.length < 64 ? value.length : Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + sizeOfValue(part) + 1, 3);
  if (typeof value === 'object' && value !== null) return sizeOfItem(value as Item) + 3;
  return 1;
}

export function sizeOfItem(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += name.length + sizeOfValue(item[name]);
  return bytes;
}

/** @throws ValidationException over 400 KB */
export function requireFittingItem(item: Item): void {
  if (sizeOfItem(item) > LARGEST_ITEM_BYTES)
    throw validationError('Item size has exceeded the maximum allowed size');
}

/** DynamoDB's name of a value's type: values of different types are never equal, nor is one less. */
export function typeOfValue(value: unknown): string {
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'B';
  return Array.isArray(value) ? 'L' : 'M';
}

/** What `size()` says of a value; undefined where it has no size. */
export function lengthOfValue(value: unknown): number | undefined {
  switch (typeOfValue(value)) {
    case 'S':
      return Buffer.byteLength(value as string);
    case 'B':
      return (value as Uint8Array).byteLength;
    case 'L':
      return (value as unknown[]).length;
    case 'M':
      return Object.keys(value as Item).length;
    default:
      return undefined;
  }
}
