import { isWithin } from './windows.ts';
import { eventsOf, type World } from './world.ts';
import type { WrittenMapping } from './written.ts';

const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  delivered: ['Email Delivered', 'SMS Delivered', 'Push Delivered'],
  opened: ['Email Opened'],
  clicked: ['Email Link Clicked', 'Push Notification Tapped'],
  bounced: ['Email Bounced'],
  unsubscribed: ['Unsubscribed'],
  spam: ['Email Marked as Spam'],
};

/** What became of a campaign's messages: that one was decided is a fact, the rest their channels tell. */
export function messageHolds(world: World, written: WrittenMapping, now: number): boolean {
  const { message: campaign = '', status = 'sent', within } = written;
  const after = afterWhich(world, written);
  const isIn = (time: number) => time > after && isWithin(time, within as string | undefined, now);
  if (status === 'sent') return world.sends.some((send) => send.campaign === campaign && isIn(send.at));
  const event = TOLD_BY[status];
  if (event === undefined) throw new Error(`no such status: ${status}`);
  return eventsOf(world, { event }, now).some(
    ({ time, properties }) => properties.campaign === campaign && isIn(time),
  );
}

function afterWhich({ journey }: World, { since }: WrittenMapping): number {
  const isAsked = since === 'entry' || journey?.isClock === true;
  return isAsked ? (journey?.entryAt ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
}
