import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RememberedEvents } from '../../../cli/simulation/simulated-events.ts';
import { SpooledEvents } from '../../../cli/simulation/spooled-events.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { anEvent } from '../../support/an-event.ts';

const eventOf = (identifier: string, sort: string, text = ''): TrackingEvent =>
  anEvent({ key: { identifier, sort }, properties: { text } });

describe('events in a file', () => {
  let folder: string;
  let events: SpooledEvents;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spooled-'));
    events = new SpooledEvents(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('given what events in memory are given, then they answer the same', () => {
    const remembered = new RememberedEvents();
    const all = Array.from({ length: 300 }, (_, number) =>
      eventOf(`userId#${number % 7}`, String(number % 250), 'ü'.repeat(number * 20)),
    );
    for (const event of all) expect(events.putOnce(event)).toBe(remembered.putOnce(event));
    for (const { key } of all) expect(events.read(key)).toEqual(remembered.read(key));
    for (const { key } of all.slice(0, 7)) {
      expect(events.readAll(key.identifier)).toEqual(remembered.readAll(key.identifier));
    }
    events.close();
  });

  it('given a key that is not there, then there is no event', () => {
    events.putOnce(eventOf('userId#a', '1'));
    expect(events.read({ identifier: 'userId#a', sort: '2' })).toBeUndefined();
    expect(events.readAll('userId#b')).toEqual([]);
    events.close();
  });

  it('given its end, then no file is left', async () => {
    expect(await readdir(folder)).toHaveLength(1);
    events.close();
    expect(await readdir(folder)).toEqual([]);
  });
});
