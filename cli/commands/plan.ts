import type { Program } from '../../domain/playbook/program/program.ts';
import type { ApiClient } from '../api-client.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { describePlan, type Plan } from '../describe-plan.ts';
import type { PlanAnswer } from '../plan-answer.ts';
import { planGuests } from '../plan-guests.ts';
import { printPlan } from '../print-plan.ts';
import { createProgressBar } from '../progress-bar.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Terminal } from '../terminal.ts';

export interface PlanOptions {
  /** The folder with playbook.yaml. */
  readonly folder: string;
  /** Looks at so many, and says how far that may be off. */
  readonly sample?: number;
  /** Only what changes in the files. */
  readonly files?: boolean;
  readonly json?: boolean;
}

export interface PlanDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/**
 * `maitred plan`: what a playbook changes against the active one, and how many guests would enter and leave each segment. It
 * changes nothing.
 * @throws CommandError
 */
export async function plan(dependencies: PlanDependencies, options: PlanOptions): Promise<void> {
  const { terminal } = dependencies;
  const { program } = await requireCompiled(terminal, options.folder);
  const found = await ask(dependencies, program, options);
  if (options.json === true) terminal.out(JSON.stringify(found, null, 2));
  else printPlan(terminal, found);
}

async function ask(
  { terminal, api, wait, clock, random }: PlanDependencies,
  program: Program,
  { sample, files = false }: PlanOptions,
): Promise<Plan> {
  const answer = await callPatiently(wait, () =>
    api.call<PlanAnswer>('POST', '/v1/playbook/plan', { program }),
  );
  const { basis, total = 0 } = answer;
  if (basis === null || files) return describePlan(program, answer);
  const bar = createProgressBar(terminal, 'profiles looked through', clock);
  try {
    const guests = await planGuests({ api, wait, bar, random }, { program, basis, total, sample });
    return describePlan(program, answer, guests);
  } finally {
    bar.end();
  }
}
