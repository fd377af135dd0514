import { type BackfillDependencies, type BackfillOptions, backfillTo } from './backfill.ts';

interface RollbackAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
  readonly ordinal: number;
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
  const body = version === undefined ? {} : { version };
  const answer = await api.call<RollbackAnswer>('POST', '/v1/playbook/rollback', body);
  const what = answer.status === 'unchanged' ? 'was active already' : 'is active again';
  // No number: `versions` counts deploys, and going back is none.
  terminal.out(`${terminal.style('green', '✓')} version ${answer.version} ${what} at ${api.url}`);
  if (!options.backfill) {
    terminal.out(
      '  who is in which segment follows with each guest’s next event, or with `maitred backfill`',
    );
    return;
  }
  terminal.error('it holds for all that comes; now who is in which segment follows (this may be stopped)');
  await backfillTo(dependencies, answer.ordinal, options);
}
