import { type Channel, isGuestChannel } from '../../campaign/channel.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { visitSteps } from './visit-steps.ts';

/** Warns of what no campaign's steps measure: a goal without a message to count from, a holdout from whom nothing is held back. */
export function checkMeasured({ file, source }: Omit<SourceFile<CampaignSource>, 'id'>): Problem[] {
  const channels = channelsIn(source);
  const warn = (path: PathStep, message: string, hint: string): Problem[] => [
    { file, path: [path], at: 'key', message, hint, isWarning: true },
  ];
  const problems: Problem[] = [];
  if (source.goal !== undefined && channels.length === 0) {
    const message = '`goal` counts from the first message, and no step sends one: nobody ever reaches it';
    problems.push(...warn('goal', message, 'add a `send`, or leave `goal` out'));
  }
  if (source.holdout !== undefined && !channels.some(isGuestChannel)) {
    const message =
      'nothing is held back from who is held out: no step sends the guest anything, and what others do is done for them too';
    problems.push(
      ...warn('holdout', message, 'leave `holdout` out, or let a `split` say for whom it is done'),
    );
  }
  return problems;
}

function channelsIn({ steps }: CampaignSource): readonly Channel[] {
  const channels: Channel[] = [];
  visitSteps(steps, [], (step) => {
    if ('send' in step) channels.push(...[step.send.channel].flat());
  });
  return channels;
}
