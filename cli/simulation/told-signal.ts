import type { Signal } from '../../domain/profile/signal.ts';

/** What a timeline says of a signal by itself; undefined: what it causes says it. */
export function toldSignal(signal: Signal): string | undefined {
  switch (signal.type) {
    case 'Profiles Merged':
      return 'two profiles became one';
    case 'Profile Split':
      return 'one profile became two';
    case 'Segment Entered':
      return `entered ${signal.segment}`;
    case 'Segment Left':
      return `left ${signal.segment}`;
    default:
      return undefined;
  }
}
