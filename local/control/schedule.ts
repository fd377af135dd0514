import { randomUUID } from 'node:crypto';
import { hostOf, type StackContext } from '../stack/stack-context.ts';
import { ACCOUNT, REGION } from '../template/template.ts';

const MINUTE = 60_000;

/** The first moment from this one on at which a clock shows a full minute. */
export function fullMinuteFrom(moment: number): number {
  return Math.ceil(moment / MINUTE) * MINUTE;
}

/**
 * Invokes what the template's schedules call. One that fails is called once more, as the template's rules are, and then the next
 * minute asks for the same work.
 */
export async function fireSchedules(context: StackContext): Promise<void> {
  for (const schedule of context.model.schedules) {
    for (const fn of schedule.functions) {
      const event = {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: ACCOUNT,
        time: new Date(context.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
        region: REGION,
        resources: [schedule.arn],
        detail: {},
      };
      const host = hostOf(context, fn.functionName);
      const failed = (error: Error) => context.complain(`${fn.name} failed: ${error.message}`);
      await host.invoke(event).catch(async (error: Error) => {
        failed(error);
        await host.invoke(event).catch(failed);
      });
    }
  }
}

/** Fires the schedules at every full minute of the moved clock, for as long as it is not stopped. */
export function startMinutes(
  context: StackContext,
  exclusively: (work: () => Promise<void>) => Promise<void>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    const wait = fullMinuteFrom(context.clock.now() + 1) - context.clock.now();
    timer = setTimeout(() => {
      void exclusively(() => fireSchedules(context))
        .catch((error: Error) => context.complain(`the minute's work failed: ${error.message}`))
        .finally(() => {
          if (timer !== undefined) arm();
        });
    }, wait);
  };
  arm();
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
