/** What one invocation needs. */
export interface Work {
  /** Of a whole processor, as it was here. */
  readonly processorMilliseconds: number;
  /** Calls to DynamoDB one after another; those under way together are one. */
  readonly steps: number;
}

/** What AWS's time is taken to be. */
export interface TimeModel {
  readonly callMilliseconds: number;
  /** How many times as long as here its processor takes. */
  readonly processorFactor: number;
}

/** AWS promises DynamoDB's answers in single-digit milliseconds; its processor is taken to be like this one. */
export const ASSUMED: TimeModel = { callMilliseconds: 5, processorFactor: 1 };
/** Everything twice as slow. */
export const DOUBLED: TimeModel = { callMilliseconds: 10, processorFactor: 2 };

/** At this size Lambda gives one whole processor, below it a share: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html. */
const WHOLE_PROCESSOR_MEGABYTES = 1769;
const MEGABYTES_A_GIGABYTE = 1024;

/** What an invocation is billed: its time in whole milliseconds by its memory. */
export function gigabyteSecondsOf(work: Work, memoryMegabytes: number, model: TimeModel): number {
  const share = Math.min(1, memoryMegabytes / WHOLE_PROCESSOR_MEGABYTES);
  const busy = (work.processorMilliseconds * model.processorFactor) / share;
  const milliseconds = Math.ceil(busy + work.steps * model.callMilliseconds);
  return (milliseconds / 1000) * (memoryMegabytes / MEGABYTES_A_GIGABYTE);
}
