import { makeOwnEvent } from '../../event/own-event.ts';
import { joinIdentifier } from '../../identity/identifier.ts';
import { planResolution } from '../../profile/plan-resolution.ts';
import { computeTraits } from '../../segment/condition/compute-traits.ts';
import { activateProgram } from './active-program.ts';
import type { Program } from './program.ts';
import { rehearseCampaign, rehearseCondition } from './rehearse-campaign.ts';

/** Whom no guest is called. */
const NEWCOMER = 'newcomer';
const AT = Date.UTC(2026, 2, 2, 9);
const NEWCOMERS_EVENT = 'Rehearsed';

/**
 * Runs a program on somebody who has just come and does, once each, all that it asks about. What it would stumble over for
 * every guest, it stumbles over here, before it is anybody's.
 * @throws whatever it stumbles over
 */
export function rehearseProgram(program: Program): void {
  const active = activateProgram(program);
  const identifiers = program.identity.namespaces.map(({ name }) => joinIdentifier(name, NEWCOMER));
  const [identifier = ''] = identifiers;
  const names = [NEWCOMERS_EVENT, ...active.aggregatesByEvent.names, ...active.eventTriggers.names];
  const consent = Object.fromEntries(Object.keys(program.consent).map((purpose) => [purpose, true]));
  const events = [...new Set(names)].map((name) => {
    const event = makeOwnEvent({ name, identifier, messageId: name, at: AT, source: 'rehearsal', consent });
    return { ...event, identifiers: [identifier, ...identifiers.slice(1)] as const };
  });
  const history = new Map(identifiers.map((each) => [each, each === identifier ? events : []]));
  const workspace = { identities: new Map(), profiles: new Map(), history };
  const plan = planResolution(active, workspace, events, { now: AT, newId: () => NEWCOMER });
  if (plan.kind !== 'planned') throw new Error('a newcomer has no history beyond what they did');
  for (const { profile } of plan.writes) {
    computeTraits(active, profile, AT);
    const rehearsal = { active, profile, now: AT };
    for (const campaign of Object.values(program.campaigns)) rehearseCampaign(rehearsal, campaign);
    for (const { name, when } of program.permission?.suppress ?? []) rehearseCondition(rehearsal, when, name);
  }
}
