import type { DescribedUnderway } from '../../domain/playbook/program/describe-underway.ts';
import { printGivenUp } from '../print-given-up.ts';
import { type BackfillDependencies, type BackfillOptions, backfillTo } from './backfill.ts';
import type { VersionsAnswer } from './versions.ts';

interface RollbackAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
  readonly ordinal: number;
  readonly givenUp?: readonly DescribedUnderway[];
}

export interface RollbackOptions extends BackfillOptions {
  /** False leaves memberships to the guests' next events, or to `maitred backfill`. */
  readonly backfill: boolean;
}

/**
 * `maitred rollback`: makes an earlier version the active one. That is done at once; then memberships follow, as after a
 * deploy.
 * @param version by default the one deployed before
 * @throws CommandError
 */
export async function rollback(
  dependencies: BackfillDependencies,
  version: string | undefined,
  options: RollbackOptions,
): Promise<void> {
  const { terminal, api } = dependencies;
  await warnOfIncluding(dependencies, version);
  const body = version === undefined ? {} : { version };
  const answer = await api.call<RollbackAnswer>('POST', '/v1/playbook/rollback', body);
  const what = answer.status === 'unchanged' ? 'was active already' : 'is active again';
  terminal.out(
    `${terminal.style('green', '✓')} version ${answer.version} ${what} at ${api.url} (deploy ${answer.ordinal})`,
  );
  printGivenUp(terminal, answer.givenUp);
  if (!options.backfill) {
    terminal.out(
      '  who is in which segment follows with each guest’s next event, or with `maitred backfill`',
    );
    return;
  }
  terminal.error('it holds for all that comes; now who is in which segment follows (this may be stopped)');
  await backfillTo(dependencies, answer.ordinal, options);
}

/** Whom a rollback puts into a segment may be written to; nobody who was in the campaign before. */
async function warnOfIncluding(
  { terminal, api }: BackfillDependencies,
  wanted: string | undefined,
): Promise<void> {
  const { active, versions } = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  const place = versions.findIndex(({ version }) => version === active?.version);
  const to = wanted === undefined ? versions[place + 1] : versions.find(({ version }) => version === wanted);
  if (to === undefined || to.including === 0 || to.version === active?.version) return;
  const campaigns = to.including === 1 ? '1 campaign includes' : `${to.including} campaigns include`;
  terminal.error(
    terminal.style(
      'yellow',
      `in version ${to.version} ${campaigns} existing members: guests who are inside, and were never in the campaign, begin it`,
    ),
  );
}
