import { createHash } from 'node:crypto';
import { type Progress, type StepInput, traced } from '../journey/progress.ts';
import { journeyEvent } from './journey-event.ts';

/** Without those that are read as one another. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 12;

/** Grants an offer, by an event of the guest's. */
export function grantOffer(
  input: StepInput,
  progress: Progress,
  { id, offer }: { readonly id: string; readonly offer: string },
): Progress {
  const { profileId, journeyId, campaign } = progress.journey;
  const code = grantedCode(JSON.stringify([profileId, journeyId, id]));
  const properties = { offer, campaign, step: id, code };
  const event = journeyEvent(input, progress, id, { type: 'track', name: 'Offer Granted', properties });
  return traced(
    { ...progress, events: [...progress.events, event] },
    input.now,
    `step ${id}: grants ${offer}`,
    { step: id },
  );
}

/** A code that the same grant always has, and no other. */
function grantedCode(grant: string): string {
  const bytes = createHash('sha256').update(grant).digest().subarray(0, CODE_LENGTH);
  return [...bytes].map((byte) => CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length)).join('');
}
