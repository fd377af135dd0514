import type { DescribedUnderway } from '../../domain/playbook/program/describe-underway.ts';
import { CommandError, EXIT } from '../command-error.ts';
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
 * @param named a version, or the number of its deploy; by default the one deployed before
 * @throws CommandError
 */
export async function rollback(
  dependencies: BackfillDependencies,
  named: string | undefined,
  options: RollbackOptions,
): Promise<void> {
  const { terminal, api } = dependencies;
  const deployed = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  const version = named === undefined ? undefined : findVersion(deployed, named);
  warnOfIncluding(dependencies, deployed, version);
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

/** The version of that name, or of the deploy with that number, as `maitred versions` lists them. */
function findVersion({ active, versions }: VersionsAnswer, named: string): string {
  if (versions.some(({ version }) => version === named)) return named;
  if (String(active?.ordinal) === named && active !== null) return active.version;
  const ofDeploy = versions.find(({ ordinal }) => String(ordinal) === named);
  if (ofDeploy !== undefined) return ofDeploy.version;
  throw new CommandError(`there is no version or deploy ${named}`, {
    exitCode: EXIT.refused,
    hint: 'See what there is: maitred versions. Name a version, or the number of its deploy.',
  });
}

/** Whom a rollback puts into a segment may be written to; nobody who was in the campaign before. */
function warnOfIncluding(
  { terminal }: BackfillDependencies,
  { active, versions }: VersionsAnswer,
  wanted: string | undefined,
): void {
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
