import { makeOwnEvent } from '../../event/own-event.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { CLOCK } from '../schema/clock-schema.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { SendSource } from '../schema/send-schema.ts';
import type { StepSource } from '../schema/step-schema.ts';

/** What a step of a campaign changes about its guest. */
export interface Write {
  readonly campaign: string;
  readonly what:
    | { readonly kind: 'trait'; readonly name: string; readonly value: unknown }
    | { readonly kind: 'event'; readonly event: TrackingEvent }
    /** What `message: <campaign>` asks. */
    | { readonly kind: 'sent' };
  /** `grants \`gift\``. */
  readonly says: string;
  /** Whether every journey of some guest comes to it. */
  readonly isCertain: boolean;
  /** What must hold for it to happen. */
  readonly guards: readonly ConditionSource[];
  /** The arm that it stands in, within those around it: `2.1.`; empty outside of all. */
  readonly arm: string;
}

/** Where in a campaign a step stands. */
interface Way {
  readonly campaign: string;
  readonly isCertain: boolean;
  readonly guards: readonly ConditionSource[];
  readonly arm: string;
}

/** What becomes of a message by itself, and what only a guest, or their mail program, makes of it. */
const TOLD_OF: Readonly<Record<string, readonly { readonly name: string; readonly isCertain: boolean }[]>> = {
  email: [
    { name: 'Email Delivered', isCertain: true },
    { name: 'Email Opened', isCertain: false },
    { name: 'Email Link Clicked', isCertain: false },
  ],
  sms: [{ name: 'SMS Delivered', isCertain: true }],
  push: [
    { name: 'Push Delivered', isCertain: true },
    { name: 'Push Notification Tapped', isCertain: false },
  ],
};
const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  email: 'an email',
  sms: 'a text message',
  push: 'a push notification',
};

/** All that a campaign's steps write, in their order. */
export function writesOf({ id, source }: SourceFile<CampaignSource>): Write[] {
  const { if: condition, stopWhen, active, paused } = source;
  const isUnbounded = stopWhen === undefined && active === undefined && paused !== true;
  const guards = condition === undefined ? [] : [condition];
  return writesOfSteps(source.steps, '', {
    campaign: id,
    isCertain: isUnbounded && condition === undefined,
    guards,
    arm: '',
  });
}

function writesOfSteps(steps: readonly StepSource[], prefix: string, start: Way): Write[] {
  const writes: Write[] = [];
  let way: Way = { ...start, arm: prefix };
  for (const [index, step] of steps.entries()) {
    const place = `${prefix}${index + 1}`;
    if ('end' in step) break;
    // Where there is no such date, the journey ends.
    if ('wait' in step && isDate(step.wait)) way = { ...way, isCertain: false };
    writes.push(...writesOfStep(step, place, way));
    // An arm may end the journey.
    if ('branch' in step || 'split' in step) way = mayEnd(step) ? { ...way, isCertain: false } : way;
  }
  return writes;
}

function writesOfStep(step: StepSource, place: string, way: Way): Write[] {
  if ('set' in step)
    return Object.entries(step.set.traits).map(([name, value]) => ({
      ...way,
      what: { kind: 'trait' as const, name, value },
      says: `sets \`${name}\``,
    }));
  if ('grant' in step) return [granted(step.grant, place, way)];
  if ('send' in step) return writesOfSend(step.send, place, way);
  if ('split' in step)
    return step.split.flatMap((arm, index) => writesOfSteps(arm.steps, `${place}.${index + 1}.`, way));
  if (!('branch' in step)) return [];
  const before: ConditionSource[] = [];
  return step.branch.flatMap((arm, index) => {
    const own = 'if' in arm ? [arm.if] : [];
    const guards = [...way.guards, ...before.map((not) => ({ not })), ...own];
    before.push(...own);
    const inner = { ...way, isCertain: false, guards };
    return writesOfSteps('else' in arm ? arm.else : arm.steps, `${place}.${index + 1}.`, inner);
  });
}

function granted(offer: string, step: string, way: Way): Write {
  const properties = { offer, campaign: way.campaign, step, code: 'ABCDEFGHJKLM' };
  const event = ownEvent('Offer Granted', properties);
  return { ...way, what: { kind: 'event', event }, says: `grants \`${offer}\`` };
}

function writesOfSend(send: SendSource, step: string, way: Way): Write[] {
  const channels = [send.channel].flat();
  const told = channels.flatMap((channel): Write[] => {
    const says = `sends ${CHANNEL_NAMES[channel]}`;
    return (TOLD_OF[channel] ?? []).map(({ name, isCertain }) => ({
      ...way,
      isCertain: way.isCertain && isCertain && channels.length === 1,
      what: { kind: 'event', event: ownEvent(name, { campaign: way.campaign, step }) },
      says: `${says} → \`${name}\``,
    }));
  });
  const isToGuest = channels.some((channel) => Object.hasOwn(TOLD_OF, channel));
  const sent: Write = { ...way, what: { kind: 'sent' }, says: 'sends a message' };
  return [
    ...(send.offer === undefined ? [] : [granted(send.offer, step, way)]),
    ...told,
    ...(isToGuest ? [sent] : []),
  ];
}

function ownEvent(name: string, properties: Record<string, string>): TrackingEvent {
  return makeOwnEvent({
    name,
    identifier: 'userId#anybody',
    messageId: 'written',
    at: 0,
    source: 'maitred',
    properties,
  });
}

function isDate(wait: Extract<StepSource, { wait: unknown }>['wait']): boolean {
  return typeof wait !== 'string' && typeof wait.until === 'string' && !CLOCK.test(wait.until);
}

function mayEnd(step: StepSource): boolean {
  return /"end":true|"until":"(event|profile)\./u.test(JSON.stringify(step));
}
