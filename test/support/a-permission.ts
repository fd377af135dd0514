import type { Campaign } from '../../domain/campaign/campaign.ts';
import { NO_CONTACTS, type RecentSend } from '../../domain/campaign/contacts/contacts.ts';
import type { MessageContent } from '../../domain/campaign/delivery/message-content.ts';
import {
  decidePermission,
  type PermissionInput,
} from '../../domain/campaign/permission/decide-permission.ts';
import type { PermissionRules, Suppression } from '../../domain/campaign/permission-rules.ts';
import type { SendStep } from '../../domain/campaign/step.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { foldAggregates } from '../../domain/segment/aggregate/fold-aggregates.ts';
import { aCampaign, aContactableGuest, anActiveProgram, DAY } from './a-campaign.ts';
import { aJourney } from './a-journey.ts';
import { anEvent, NOW } from './an-event.ts';

export const SMS: MessageContent = { channel: 'sms', text: 'Hi' };
export const PUSH: MessageContent = { channel: 'push', title: 'Hi', body: 'there' };
export const STAFF: MessageContent = { channel: 'staff', role: 'waiter', message: 'Hi' };
export const WEBHOOK: MessageContent = { channel: 'webhook', destination: 'crm', body: {} };
export const EMAIL: MessageContent = { channel: 'email', template: 't', subject: 's' };
export const yes = { granted: true, at: NOW, messageId: 'm' };
export const no = { ...yes, granted: false };
export const PHONE = { phone: { value: '0151 23456789', at: NOW, messageId: 'm' } };
/** Quiet at NOW, whenever in the day that is, until a minute before it. */
export const ALWAYS_QUIET = { from: { hour: 0, minute: 0 }, to: { hour: 23, minute: 59 } };

/** What there is beside a house without rules and a guest who may be written to. */
export interface Given extends Partial<Omit<PermissionInput, 'active' | 'profile' | 'campaign' | 'step'>> {
  readonly contents?: readonly MessageContent[];
  readonly purpose?: string;
  readonly guest?: Partial<Profile>;
  readonly campaign?: Partial<Campaign>;
  /** What the present playbook says of the campaign instead. */
  readonly present?: Partial<Campaign>;
  readonly rules?: Partial<PermissionRules>;
}

/** The decision on the campaign’s send to a guest whom it may write to. */
export function decide({ contents = [EMAIL], purpose, guest, present, rules, ...given }: Given = {}) {
  const campaign = aCampaign(given.campaign);
  const step: SendStep = { kind: 'send', id: '2', contents, ...(purpose === undefined ? {} : { purpose }) };
  const permission = { suppress: [], caps: [], ...rules };
  return decidePermission({
    now: NOW,
    journey: aJourney(),
    ...given,
    active: anActiveProgram([{ ...campaign, ...present }], { permission }),
    profile: aContactableGuest(guest),
    campaign,
    step,
  });
}

/** Who was sent an email at these moments. */
export const mailed = (...moments: readonly number[]) => ({
  ...NO_CONTACTS,
  sends: moments.map((at): RecentSend => ({ at, channel: 'email', campaign: 'c' })),
});
export const CAP = { channel: 'email' as const, atMost: 1, perMilliseconds: DAY };
export const EVERYONE: Suppression = { name: 'everyone', when: { kind: 'everyone' } };
/** Why it is suppressed, or else whether it is sent or held. */
export const refusal = (given: Given) => {
  const permission = decide(given);
  return permission.kind === 'suppress' ? permission.reason : permission.kind;
};

/** A message on a channel, just now. */
export function sent(channel: string): RecentSend {
  return { at: NOW, channel, campaign: 'c' };
}

/** What is known of who booked then. */
export function bookedAt(time: number): Partial<Profile> {
  const folded = foldAggregates(anActiveProgram([]), {}, anEvent({ time }));
  if (folded === 'refold') throw new Error('refold');
  return { aggregates: folded.states };
}
