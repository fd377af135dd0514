import { type Channel, isGuestChannel } from '../channel.ts';
import { sendIdOf } from '../contacts/give-back-send.ts';
import { withSend } from '../contacts/keep-sends.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { venueOfEvent } from '../delivery/message-context.ts';
import { newDelivery } from '../delivery/new-delivery.ts';
import { askCondition } from '../journey/journey-conditions.ts';
import {
  endJourney,
  goOn,
  type Progress,
  type StepInput,
  type StepOutcome,
  traced,
  waitUntil,
} from '../journey/progress.ts';
import { watchGoal } from '../journey/watch-goal.ts';
import { isMeasuredFrom } from '../measured-channels.ts';
import { journeyCountedAt } from '../permission/counted-at.ts';
import { decidePermission } from '../permission/decide-permission.ts';
import { isCapped } from '../permission/room-wanted.ts';
import { purposeOf, TRANSACTIONAL } from '../purpose.ts';
import type { SendStep } from '../step.ts';
import { grantOffer } from './grant-event.ts';

/**
 * Decides a message once `if` still holds: it is requested, refused with its reason, or held. One under a rate needs a turn
 * first, and waits for it; what is refused takes none. A message that is held loses its turn, and takes another when it is
 * let go.
 */
export function runSend(input: StepInput, progress: Progress, step: SendStep, place: number): StepOutcome {
  const allowed = askIf(input, progress, place);
  return allowed.kind === 'goes on' ? decideSend(input, allowed.progress, step, place) : allowed;
}

/** `if` must hold at the start and again at each message, whoever it is for: where it does not, the journey ends. */
function askIf(input: StepInput, progress: Progress, place: number): StepOutcome {
  const profile = { ...input.profile, contacts: progress.contacts };
  const answer = askCondition({ ...input, profile, journey: progress.journey }, 'if');
  const noted = answer?.note === undefined ? progress : traced(progress, input.now, answer.note);
  if (answer?.holds !== false) return goOn(noted);
  const ended = endJourney(noted, 'condition failed', input.now);
  return { kind: 'halts', progress: { ...ended, journey: { ...ended.journey, nextStep: place } } };
}

function decideSend(input: StepInput, progress: Progress, step: SendStep, place: number): StepOutcome {
  const { active, campaign, event, now } = input;
  const { journey, contacts } = progress;
  const profile = { ...input.profile, contacts };
  const venue = venueOfEvent(active, event);
  const countedAt = journeyCountedAt(journey, progress.since, now);
  const permission = decidePermission({ active, profile, campaign, journey, step, now, countedAt, venue });
  if (permission.kind === 'hold') {
    const until = new Date(permission.until).toISOString();
    const held = traced(
      withoutSlot(progress),
      now,
      `step ${step.id}: held until ${until}, ${permission.why}`,
      { step: step.id, heldUntil: permission.until },
    );
    return waitUntil(held, place, permission.until);
  }
  if (permission.kind === 'suppress') return goOn(suppress(input, progress, step, permission));
  const turn = takeTurn(input, progress, step, place);
  return turn ?? goOn(request(input, progress, step, permission.channel));
}

/** Undefined: its turn has come, or it needs none. */
function takeTurn(
  { slots, now }: StepInput,
  progress: Progress,
  { id, rate }: SendStep,
  place: number,
): StepOutcome | undefined {
  if (rate === undefined || progress.journey.slot?.step === id) return undefined;
  const at = slots[id];
  if (at === undefined) return { kind: 'slot needed', step: id, rate };
  if (at <= now) return undefined;
  const what = `step ${id}: its turn comes at ${new Date(at).toISOString()}`;
  const waiting = traced(progress, now, what, { step: id });
  return waitUntil({ ...waiting, journey: { ...waiting.journey, slot: { step: id, at } } }, place, at);
}

function suppress(
  { campaign, now }: StepInput,
  before: Progress,
  step: SendStep,
  refusal: Extract<ReturnType<typeof decidePermission>, { kind: 'suppress' }>,
): Progress {
  const { channel, why } = refusal;
  const progress = withoutSlot(before);
  const delivery = newDelivery({ journey: progress.journey, campaign, step, channel, now, refusal });
  const suppressed = { ...progress, deliveries: [...progress.deliveries, delivery] };
  return traced(suppressed, now, `step ${step.id}: ${channel} suppressed, ${why}`, { step: step.id });
}

function request(input: StepInput, before: Progress, step: SendStep, channel: Channel): Progress {
  const { campaign, now } = input;
  const progress = withoutSlot(before);
  const delivery = newDelivery({ journey: progress.journey, campaign, step, channel, now });
  const requested = traced(
    { ...progress, deliveries: [...progress.deliveries, delivery] },
    now,
    `step ${step.id}: ${channel} requested`,
    { step: step.id },
  );
  const sent = isGuestChannel(channel) ? noteSend(input, requested, step, delivery) : requested;
  const measured = isMeasuredFrom(campaign.steps, channel) ? measureFrom(input, sent) : sent;
  return step.offer === undefined
    ? measured
    : grantOffer(input, measured, { id: step.id, offer: step.offer });
}

/** A message to the guest counts under caps. */
function noteSend(
  { active, campaign, now }: StepInput,
  progress: Progress,
  step: SendStep,
  delivery: Delivery,
): Progress {
  const { channel } = delivery;
  const isUncapped = purposeOf(campaign, step, channel) === TRANSACTIONAL;
  const named = { id: sendIdOf(delivery), at: now, channel, campaign: campaign.id };
  const isLate = !isUncapped && isCapped(active.program, channel);
  const lag = isLate ? now - journeyCountedAt(progress.journey, progress.since, now) : 0;
  const send = { ...named, ...(lag > 0 && { lag }), ...(isUncapped && { isUncapped }) };
  const contacts = withSend(progress.contacts, send, active.program);
  return { ...progress, contacts };
}

/** The goal is measured from the first message; of who is held out from the beginning, also where staff are told. */
function measureFrom({ campaign, now }: StepInput, progress: Progress): Progress {
  if (progress.journey.isHeldOut === true) return progress;
  const watching = watchGoal(campaign, progress, now);
  const { journey } = watching;
  return { ...watching, journey: { ...journey, firstSendAt: journey.firstSendAt ?? now } };
}

function withoutSlot(progress: Progress): Progress {
  const { slot: _slot, ...journey } = progress.journey;
  return { ...progress, journey };
}
