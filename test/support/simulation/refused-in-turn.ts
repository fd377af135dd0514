import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { wakeByTheMinute } from './earliest-due.ts';
import { journeysProgram } from './journeys-playbook.ts';
import { judgeJourneys } from './judge-journeys.ts';
import { STARTS_AT } from './play-scene.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { watchJourneys } from './watch-journeys.ts';
import { watchRefusals } from './watch-refusals.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GUEST = { userId: 'x' };
const CALLED = { event: 'Called Hotel' };
const agreeing = (marketing: boolean) => ({ context: { consent: { categoryPreferences: { marketing } } } });

/** It runs for two hours, for who agreed. */
const CONCIERGE: Campaign = {
  id: 'concierge',
  name: 'Concierge',
  triggers: [{ kind: 'event', of: { names: ['Called Hotel'], where: [] } }],
  steps: [{ kind: 'send', id: '1', contents: [{ channel: 'email', template: 'hello', subject: 'Hello' }] }],
  frequency: { kind: 'every time' },
  purpose: 'transactional',
  active: { from: STARTS_AT + HOUR, to: STARTS_AT + 3 * HOUR },
  if: { kind: 'consent', purpose: 'marketing' },
};

/** Too early, in time, without consent, and too late. */
const SAID = [
  [0, { ...GUEST, traits: { email: 'x@example.com' }, ...agreeing(true) }],
  [10 * MINUTE, { ...GUEST, ...CALLED }],
  [HOUR + MINUTE, { ...GUEST, ...CALLED }],
  [HOUR + 10 * MINUTE, { ...GUEST, ...agreeing(false) }],
  [2 * HOUR, { ...GUEST, ...CALLED }],
  [4 * HOUR, { ...GUEST, ...CALLED }],
] as const;
const REASONS = ['not yet active', 'if', 'no longer active'];

/** A guest whom one thing after another speaks against is told each. */
export async function refusedInTurn(seed: number): Promise<string[]> {
  const program = (ordinal: 1 | 2) => journeysProgram(ordinal, [CONCIERGE]);
  const house: SimulatedHouse = new SimulatedHouse({ seed, startsAt: STARTS_AT, program });
  const watched = watchJourneys(house);
  const refusals = watchRefusals(house, [program(1)]);
  for (const [number, [at, said]] of SAID.entries()) {
    const type = 'event' in said ? 'track' : 'identify';
    const call = {
      route: `POST /v1/${type}`,
      key: 'server',
      body: { messageId: `r${number}`, type, ...said },
    };
    house.plan({ at: STARTS_AT + at, call, messages: [] });
  }
  wakeByTheMinute(house, STARTS_AT + 5 * HOUR);
  await house.settle(STARTS_AT + 5 * HOUR);
  const unsaid = REASONS.filter((because) => house.world.counts.of(`refusals noted: ${because}`) !== 1);
  return [
    ...watched(),
    ...refusals(),
    ...judgeJourneys(house, [program(1)]),
    ...unsaid.map((because) => `${because} is not said`),
  ];
}
