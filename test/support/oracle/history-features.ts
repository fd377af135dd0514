import type { ToldEvent } from './world.ts';

/** What is hard about a guest's events, in the order in which they were received. */
export function featuresOf(events: readonly ToldEvent[]): string[] {
  const times = events.map(({ time }) => time);
  const features = new Set<string>();
  if (new Set(times).size < times.length) features.add('two events of one millisecond');
  if (times.some((time, index) => times.slice(0, index).some((other) => other > time))) {
    features.add('a late event');
  }
  if (events.length > 32) features.add('a long history');
  for (const { properties, traits } of events) {
    collect(properties, features, false);
    collect(traits, features, false);
  }
  return [...features];
}

function collect(value: unknown, features: Set<string>, isWithinList: boolean): void {
  if (value === null) features.add('null');
  else if (typeof value === 'number' && !Number.isInteger(value)) features.add('a fraction');
  else if (typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)))
    features.add('numeric text');
  else if (Array.isArray(value)) {
    features.add('a list');
    for (const each of value) collect(each, features, true);
  } else if (typeof value === 'object') {
    if (isWithinList) features.add('an object in a list');
    for (const each of Object.values(value)) collect(each, features, false);
  }
}
