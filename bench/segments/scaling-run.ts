import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import { createSegmentEngine } from './segment-engine.ts';
import { askedOf, programOf } from './segment-playbook.ts';
import { shopEvent } from './shop-events.ts';

// A process of its own: told to go, it folds a day's events of people of whom nothing is known, and says what that took.

// Told a number of events besides, it folds them once and ends, so that its instructions can be counted.

const [segments = 100, counted] = process.argv.slice(2).map(Number);
const events = counted ?? 4000;
const active = activateProgram(programOf(askedOf(segments)));
const texts = Array.from({ length: events }, (_, number) => shopEvent(number, segments));

/** @returns microseconds of the processor an event, and how many segments were entered */
function run(): { microseconds: number; entered: number } {
  const engine = createSegmentEngine(active);
  const begun = process.cpuUsage();
  let entered = 0;
  for (const text of texts) entered += engine.take(text).length;
  const { user, system } = process.cpuUsage(begun);
  return { microseconds: (user + system) / texts.length, entered };
}

run(); // whoever is first finds cold caches
if (counted === undefined) {
  process.on('message', () => process.send?.(run()));
  process.send?.('ready');
}
