import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Campaign } from '../campaign.ts';
import type { Wait } from '../contacts/in-line.ts';
import { noteWait } from '../contacts/note-in-line.ts';
import { isWantedByOthers, roomWanted } from '../permission/room-wanted.ts';
import type { Decision } from './decision.ts';
import { heldUntil } from './held-until.ts';
import type { Journey } from './journey.ts';

/**
 * Has the guest's profile say until when a journey waits that may then want room under a cap which others want too: what comes
 * to the guest at that moment finds it there.
 */
export function withWait(
  input: {
    readonly active: ActiveProgram;
    /** As the journey began with it. */
    readonly campaign: Campaign | undefined;
    readonly now: number;
  },
  decision: Decision,
): Decision {
  const { profile, journey } = decision;
  const contacts = noteWait(profile.contacts, journey, waitOf(input, journey), input.now);
  return contacts === profile.contacts ? decision : { ...decision, profile: { ...profile, contacts } };
}

function waitOf(
  { active: { program }, campaign }: Parameters<typeof withWait>[0],
  journey: Journey,
): Wait | undefined {
  const { status, dueAt, nextStep, profileId, journeyId } = journey;
  if (campaign === undefined || status === 'ended' || dueAt === null) return undefined;
  // What is held the profile says by itself.
  if (heldUntil(journey) !== undefined) return undefined;
  const room = roomWanted(program, campaign, nextStep);
  if (!isWantedByOthers(program, campaign.id, room)) return undefined;
  return { profileId, journeyId, campaign: campaign.id, until: dueAt };
}
