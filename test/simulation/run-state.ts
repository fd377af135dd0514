import { growState } from '../support/fifty-segments.ts';

/**
 * The third part of `npm run test:long`: a guest with a million events and fifty segments, and the most that was ever
 * remembered of them. `EVENTS` says how many.
 */
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const LIMIT_BYTES = 8 * 1024;
const EVERY = 10;

// Who asks for one house, or one playbook, asks for nothing else.
if (process.env.MESSAGES !== undefined || process.env.CASES !== undefined) process.exit(0);

const start = performance.now();
const { estimatedBytes, bytes, late } = await growState(EVENTS, EVERY);
const most = bytes.reduce((a, b) => Math.max(a, b), 0);
process.stdout.write(
  `${EVENTS.toLocaleString('en')} events of one guest, fifty segments: at most ${most} bytes, ${estimatedBytes} estimated; ` +
    `${late} came too late; ${Math.round((performance.now() - start) / 1_000)} s\n`,
);
process.exitCode = most <= estimatedBytes && estimatedBytes <= LIMIT_BYTES ? 0 : 1;
