import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { simulatedProgram } from './simulated-playbook.ts';

const DAY = 86_400_000;
const mail = (id: string) =>
  ({ kind: 'send', id, contents: [{ channel: 'email', template: 'hello', subject: 'Hello' }] }) as const;
const spends = { kind: 'segment', segment: 'big-spender', on: 'entry' } as const;

/** Whoever spends much can stop and begin again: one campaign is once all the same, one is for every time. */
const CAMPAIGNS: readonly Campaign[] = [
  {
    id: 'gift',
    name: 'A gift, once',
    triggers: [spends],
    steps: [mail('1'), { kind: 'wait', id: '2', milliseconds: DAY }, mail('3')],
    frequency: { kind: 'once' },
    purpose: 'transactional',
  },
  {
    id: 'round',
    name: 'A round, each time',
    triggers: [spends],
    steps: [{ kind: 'wait', id: '1', milliseconds: DAY }, mail('2')],
    frequency: { kind: 'every time' },
    purpose: 'transactional',
  },
];

/** The small house, with campaigns for those who come again. */
export function regularsProgram(): Program {
  const program = simulatedProgram(1);
  const added = CAMPAIGNS.map((campaign) => [campaign.id, campaign] as const);
  return { ...program, campaigns: { ...program.campaigns, ...Object.fromEntries(added) } };
}
