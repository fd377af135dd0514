import type { Flow } from '../stack/flow.ts';
import type { StackContext } from '../stack/stack-context.ts';
import { type DueHead, nextDue } from './due-heads.ts';
import { fireSchedules, fullMinuteFrom } from './schedule.ts';
import { settle, UnsettledError } from './settle.ts';

/** What fails is tried five times and then quarantined; after this many wakes without progress something is wrong. */
const MOST_WAKES_WITHOUT_PROGRESS = 12;

/**
 * Moves the clock forward to a moment, stopping at each full minute at which something is due, as `wake` would, until nothing
 * due by then is left undone.
 * @throws UnsettledError when something due stays due however often it is handed out
 */
export async function advanceClock(context: StackContext, flow: Flow, target: number): Promise<void> {
  await settle(context, flow);
  let previous: DueHead | undefined;
  let wakes = 0;
  for (;;) {
    const head = await nextMoment(context);
    if (head === undefined || head.dueAt > target) break;
    const isSame = previous?.table === head.table && previous.dueAt === head.dueAt;
    wakes = isSame ? wakes + 1 : 0;
    previous = head;
    if (wakes > MOST_WAKES_WITHOUT_PROGRESS) {
      const due = new Date(head.dueAt).toISOString();
      throw new UnsettledError(
        `${head.table} has something due at ${due} that stays due however often it is handed out`,
      );
    }
    moveTo(context, Math.min(fullMinuteFrom(head.dueAt), target));
    await fireSchedules(context);
    await settle(context, flow);
  }
  moveTo(context, target);
  await settle(context, flow);
}

/** The next moment at which something happens by time alone: a row that is due, or a delayed message. */
async function nextMoment(context: StackContext): Promise<DueHead | undefined> {
  const row = await nextDue(context.callDynamoDb, context.model.tables);
  const delayed = context.queues.nextDelayed();
  if (delayed === undefined) return row;
  const dueAt = delayed + (context.clock.now() - Date.now());
  return row === undefined || dueAt < row.dueAt ? { table: 'a queue', dueAt } : row;
}

function moveTo(context: StackContext, moment: number): void {
  const passed = moment - context.clock.now();
  if (passed <= 0) return;
  context.queues.passTime(passed);
  context.clock.moveTo(moment);
}
