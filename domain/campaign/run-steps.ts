import { traceOf } from '../event/trace.ts';
import type { Program } from '../playbook/program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Campaign } from './campaign.ts';
import { campaignsAsked } from './campaigns-asked.ts';
import type { Channel } from './channel.ts';
import type { Contacts } from './contacts.ts';
import { withoutOpen, withSend } from './contacts-changes.ts';
import { decideSend, isGuestChannel, purposeOf } from './decide-send.ts';
import type { Delivery } from './delivery.ts';
import type { Journey, JourneyEnd } from './journey.ts';
import { deliveryIdOf } from './occurrence.ts';
import { channelsOf, type SendStep } from './step.ts';

/** A journey under way within one decision. */
export interface Progress {
  readonly journey: Journey;
  readonly contacts: Contacts;
  readonly deliveries: readonly Delivery[];
}

export interface StepInput {
  readonly program: Program;
  /** The definition that the journey began with. */
  readonly campaign: Campaign;
  readonly profile: Profile;
  readonly now: number;
}

/**
 * Runs a journey's steps until one waits or none is left. A wait counts from the moment at which it was due to begin, so
 * a late wake does not push back what follows.
 */
export function runSteps(input: StepInput, start: Progress): Progress {
  const { campaign, now } = input;
  let progress = start;
  for (let index = start.journey.nextStep; index < campaign.steps.length; index += 1) {
    const step = campaign.steps[index];
    if (step === undefined) break;
    if (step.kind === 'wait') {
      const dueAt = (start.journey.dueAt ?? now) + step.milliseconds;
      const what = `step ${step.id}: waits until ${new Date(dueAt).toISOString()}`;
      return withJourney(progress, { ...trace(progress.journey, now, what), nextStep: index + 1, dueAt });
    }
    if (step.kind !== 'send') throw new Error(`step ${step.id}: ${step.kind} cannot be run yet`);
    progress = runSend(input, progress, step);
  }
  const nextStep = campaign.steps.length;
  return endJourney({ ...progress, journey: { ...progress.journey, nextStep } }, 'completed', now);
}

/** Ends a journey; one that counted as open no longer does. */
export function endJourney(progress: Progress, end: JourneyEnd, now: number, detail?: string): Progress {
  const what = detail === undefined ? `ended: ${end}` : `ended: ${end} (${detail})`;
  return {
    ...progress,
    journey: { ...trace(progress.journey, now, what), status: 'ended', end, dueAt: null },
    contacts: withoutOpen(progress.contacts, progress.journey),
  };
}

/** Notes what happened on a journey. */
export function trace(journey: Journey, at: number, what: string): Journey {
  return { ...journey, trace: [...journey.trace, { at, what }] };
}

function withJourney(progress: Progress, journey: Journey): Progress {
  return { ...progress, journey };
}

function runSend(input: StepInput, progress: Progress, step: SendStep): Progress {
  const { program, campaign, profile, now } = input;
  const [channel = 'email'] = channelsOf(step);
  const verdict = decideSend(program, profile, campaign, step, channel);
  const isSent = verdict.kind === 'send';
  const what = `step ${step.id}: ${channel} ${isSent ? 'requested' : `suppressed, ${verdict.why}`}`;
  const delivery = newDelivery(progress.journey, campaign, step, channel, now, isSent ? null : verdict.why);
  return {
    journey: trace(progress.journey, now, what),
    contacts:
      isSent && isGuestChannel(channel)
        ? withSend(progress.contacts, { at: now, channel, campaign: campaign.id }, campaignsAsked(program))
        : progress.contacts,
    deliveries: [...progress.deliveries, delivery],
  };
}

function newDelivery(
  journey: Journey,
  campaign: Campaign,
  step: SendStep,
  channel: Channel,
  now: number,
  refusal: string | null,
): Delivery {
  return {
    profileId: journey.profileId,
    deliveryId: deliveryIdOf(journey.journeyId, step.id),
    campaign: campaign.id,
    occurrence: journey.occurrence,
    step: step.id,
    channel,
    purpose: purposeOf(campaign, step),
    status: refusal === null ? 'requested' : 'suppressed',
    at: now,
    why: refusal,
    playbookVersion: journey.playbookVersion,
    ...(journey.event === undefined ? {} : { event: journey.event }),
    ...(journey.segment === undefined ? {} : { segment: journey.segment }),
    ...traceOf(journey),
    attempts: 0,
    dueAt: null,
  };
}
