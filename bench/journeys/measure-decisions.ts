import { compileFolder } from '../../cli/compile-folder.ts';
import { advanceJourney } from '../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../domain/campaign/journey/decision.ts';
import { makeOwnEvent } from '../../domain/event/own-event.ts';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import { planResolution } from '../../domain/profile/plan-resolution.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { ScheduleReached } from '../../domain/profile/signal.ts';
import type { Figure } from '../figure.ts';

const AT = Date.UTC(2026, 2, 2, 9);
const DECISIONS = 20_000;
const ROUNDS = 5;

/** What it takes to decide, without reading and writing: entry, consent, caps, quiet hours, and the step. */
export async function measureDecisions(): Promise<readonly Figure[]> {
  const { program } = await compileFolder('bench/broadcast-playbook');
  if (program === undefined) throw new Error('the playbook has problems');
  const active = activateProgram({ ...program, ordinal: 1 });
  const guest = guestOf(active);
  const rates = Array.from({ length: ROUNDS }, () => rateOf(active, guest)).sort((a, b) => a - b);
  return [
    {
      name: 'decisions to send, without reading and writing',
      ours: Math.round(rates[Math.floor(ROUNDS / 2)] ?? 0),
      unit: 'a second',
      note: `one entry with its first send; median of ${ROUNDS} times ${DECISIONS}`,
    },
  ];
}

function rateOf(active: ActiveProgram, guest: Profile): number {
  const begun = performance.now();
  for (let number = 0; number < DECISIONS; number += 1) decide(active, guest, number);
  return DECISIONS / ((performance.now() - begun) / 1000);
}

function decide(active: ActiveProgram, profile: Profile, number: number): Decision {
  const campaign = active.program.campaigns.daily;
  if (campaign === undefined) throw new Error('there is no campaign daily');
  const beginning = beginJourney({ active, campaign, profile, signal: signalOf(profile, number), now: AT });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  const { journey } = beginning.decision;
  if (journey.status === 'waiting') advanceJourney({ active, campaign, journey, profile, now: AT });
  return beginning.decision;
}

function signalOf({ profileId }: Profile, number: number): ScheduleReached {
  const moment = AT + number;
  const base = { id: `${profileId}-${number}`, v: 1, type: 'Schedule Reached', profileId } as const;
  return { ...base, at: AT, campaign: 'daily', segment: 'newsletter', moment };
}

/** Somebody who may be written to. */
function guestOf(active: ActiveProgram): Profile {
  const identifier = 'email#guest@example.com';
  const consent = { marketing: true };
  const event = makeOwnEvent({
    name: 'Signed Up',
    identifier,
    messageId: 'm',
    at: AT,
    source: 'bench',
    consent,
  });
  const workspace = { identities: new Map(), profiles: new Map() };
  const plan = planResolution(active, workspace, [event], { now: AT, newId: () => 'guest' });
  const profile = plan.kind === 'planned' ? plan.writes[0]?.profile : undefined;
  if (profile === undefined) throw new Error('nobody came');
  return profile;
}
