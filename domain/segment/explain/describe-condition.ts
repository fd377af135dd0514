import type { Condition, MessageCondition, PresenceCondition } from '../condition/condition.ts';
import { describeEvent, describeSequence } from './describe-event.ts';
import { describeMatcher } from './describe-matcher.ts';
import { describeAffinity, describeMeasure } from './describe-measure.ts';
import { joined, lasting, SINCE_ENTRY, type Specs, within } from './describe-parts.ts';
import { describePerCent } from './describe-value.ts';

/** What a condition asks, in its author's words: `event Booking Made, at least 2 times, within 30 days`. */
export function describeCondition(specs: Specs, condition: Condition): string {
  switch (condition.kind) {
    case 'everyone':
    case 'all':
    case 'any':
    case 'not':
      return condition.kind;
    case 'event':
    case 'matching':
      return describeEvent(specs, condition);
    case 'measure':
      return describeMeasure(specs, condition);
    case 'sequence':
      return describeSequence(specs, condition);
    case 'affinity':
      return describeAffinity(specs, condition);
    case 'trait':
      return `trait ${condition.path.join('.')} ${describeMatcher(condition.matcher)}`;
    case 'segment':
      return `segment ${condition.segment}${lasting(condition.forMilliseconds)}`;
    case 'consent':
      return `consent ${condition.purpose}`;
    case 'watched':
      return `a journey watches ${condition.segment}`;
    case 'identifier':
      return `identifier ${condition.namespace}`;
    case 'reachable':
      return `reachable ${condition.channel}`;
    case 'list':
      return `list ${condition.list}`;
    case 'offer':
      return `offer ${condition.offer}, status ${condition.status}`;
    case 'message':
      return describeMessage(condition);
    case 'presence':
      return describePresence(condition);
    case 'random':
      return `random ${describePerCent(condition.share)}`;
  }
}

function describeMessage({ campaign, status, withinMilliseconds, since }: MessageCondition): string {
  return joined(`message ${campaign}, status ${status}`, within(withinMilliseconds), since && SINCE_ENTRY);
}

function describePresence({ venue, zone }: PresenceCondition): string {
  return joined(`at ${venue ?? 'any venue'}`, zone && `zone ${describeMatcher(zone)}`);
}
