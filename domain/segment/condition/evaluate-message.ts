import type { Asking } from './asking.ts';
import type { MessageCondition } from './condition.ts';
import { countVerdict } from './count-verdict.ts';
import { aggregateTimes } from './read-aggregate.ts';
import type { Verdict } from './verdict.ts';

const ONCE = { atLeast: 1 };

/** Whether a message of the campaign was decided and has not failed, or the channels told of one what is asked. */
export function evaluateMessage(asking: Asking, condition: MessageCondition): Verdict {
  const { withinMilliseconds, since } = condition;
  const counted = {
    times: messageTimes(asking, condition),
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
    ...(since !== undefined && { since: asking.entryAt === undefined ? [] : [asking.entryAt] }),
  };
  return countVerdict(counted, ONCE, asking.now);
}

/** When it was sent, or what the channels told: as far as is remembered, ascending. */
export function messageTimes(asking: Asking, { campaign, aggregate }: MessageCondition): readonly number[] {
  if (aggregate !== undefined) return aggregateTimes(asking, aggregate);
  const { sends } = asking.profile.contacts;
  return sends.filter((send) => send.campaign === campaign && send.hasFailed !== true).map(({ at }) => at);
}
