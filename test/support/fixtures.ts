import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JsonObject } from '../../domain/event/json.ts';

export interface Fixture {
  /** File name without `.json`: `track-booking-made`. */
  readonly name: string;
  /** The first word of the name: `track`. */
  readonly call: string;
  readonly body: JsonObject;
}

/** The sample payloads of a handler, as they lie in `events/`. */
export function readFixtures(handler: string, kind: 'valid' | 'invalid'): Fixture[] {
  const folder = join(import.meta.dirname, '..', '..', 'events', handler, kind);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const name = basename(file, '.json');
      const body = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject;
      return { name, call: name.split('-')[0] ?? '', body };
    });
}

/** One of them by name. */
export function readFixture(handler: string, kind: 'valid' | 'invalid', name: string): JsonObject {
  const fixture = readFixtures(handler, kind).find((candidate) => candidate.name === name);
  if (fixture === undefined) throw new Error(`events/${handler}/${kind}/${name}.json does not exist`);
  return fixture.body;
}
