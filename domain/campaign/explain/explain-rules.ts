import { DateTime } from 'luxon';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { endOfDaily, isWithinDaily } from '../../time/daily-span.ts';
import { guestZone } from '../../time/guest-zone.ts';
import type { Campaign } from '../campaign.ts';
import type { Channel, GuestChannel } from '../channel.ts';
import { isInControl } from '../journey/measured-groups.ts';
import { capsOn, describeCap, useOfCap } from '../permission/caps.ts';
import { areAbout } from '../permission/quiet-hours.ts';
import { isAbout } from '../permission/suppression.ts';
import { isTopicRefused } from '../permission/topics.ts';
import { MARKETING, TRANSACTIONAL } from '../purpose.ts';
import { describeQuietHours } from './describe-campaign.ts';

/** What would be sent, by what purpose and on which channel. */
export interface ExplainedSend<Way extends Channel = GuestChannel> {
  readonly campaign: Campaign;
  readonly purpose: string;
  readonly channel: Way;
  /** Id of the venue that the triggering event named, if it is known: it may say which zone the guest is in. */
  readonly venue: string | undefined;
  /** As of when it would ask caps. */
  readonly countedAt: number;
}

/**
 * The house's rules with what each says to a guest now: topics, the control group, suppression, caps, quiet hours. Those
 * that a message is not asked by are left out.
 */
export function explainRules(
  active: ActiveProgram,
  send: ExplainedSend,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const { campaign, purpose } = send;
  if (purpose === TRANSACTIONAL) return {};
  const { program } = active;
  const { topics = [] } = campaign;
  const { profile } = guest;
  const suppressions = explainSuppressions(active, campaign, purpose, guest);
  const caps = explainCaps(active, send, profile);
  const quietHours = explainQuietHours(active, send, guest);
  return {
    ...(topics.length > 0 && {
      topics: topics.map((topic) => ({ topic, isRefused: isTopicRefused(profile, topic) })),
    }),
    ...(program.permission?.control !== undefined &&
      purpose === MARKETING && {
        control: { share: program.permission.control, isIn: isInControl(program, profile) },
      }),
    ...(suppressions.length > 0 && { suppression: suppressions }),
    ...(caps.length > 0 && { caps }),
    ...(quietHours !== undefined && { quietHours }),
  };
}

function explainSuppressions(
  active: ActiveProgram,
  campaign: Campaign,
  purpose: string,
  { profile, events, now }: ExplainedGuest,
): Record<string, unknown>[] {
  const { suppress = [] } = active.program.permission ?? {};
  return suppress.map((suppression) => {
    const when = explainCondition(active, suppression.when, profile, now, undefined, events);
    const isConcerned = isAbout(suppression, campaign, purpose);
    return {
      name: suppression.name,
      isAbout: isConcerned,
      suppresses: isConcerned && when.holds,
      when: describeExplanation(when),
    };
  });
}

function explainCaps(
  { program }: ActiveProgram,
  { channel, countedAt }: ExplainedSend,
  { contacts }: ExplainedGuest['profile'],
): Record<string, unknown>[] {
  return capsOn(program, channel).map((cap) => {
    const { used, freeAt } = useOfCap(cap, contacts, countedAt);
    return { asked: describeCap(cap), used, atMost: cap.atMost, freeAt: iso(freeAt) };
  });
}

function explainQuietHours(
  { program }: ActiveProgram,
  { channel, venue }: ExplainedSend,
  { profile, now }: ExplainedGuest,
): Record<string, unknown> | undefined {
  const quietHours = program.permission?.quietHours;
  if (!areAbout(quietHours, channel)) return undefined;
  const zone = guestZone(profile, program, venue);
  const isQuiet = isWithinDaily(quietHours, now, zone);
  return {
    asked: describeQuietHours(quietHours),
    zone,
    localTime: DateTime.fromMillis(now, { zone }).toFormat('HH:mm'),
    isQuiet,
    endsAt: iso(isQuiet ? endOfDaily(quietHours, now, zone) : null),
  };
}

function iso(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
