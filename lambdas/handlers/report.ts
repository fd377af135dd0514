import { randomUUID } from 'node:crypto';
import { describeCounts, hasGoal } from '../../domain/campaign/report/describe-counts.ts';
import { biasesOf } from '../../domain/campaign/report/lift-bias.ts';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { isPlaybookId } from '../../domain/playbook/playbook-id.ts';
import { hintForUnknown } from '../../domain/playbook/problem/nearest-word.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { type CampaignCountStore, createCampaignCountStore } from '../adapters/campaign-count-store.ts';
import { createCountedScan } from '../adapters/counted-scan.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createSweepStore } from '../adapters/sweep-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type SweepDependencies, sweepCounts } from './flows/sweep-counts.ts';
import { sweepSchema } from './flows/sweep-request.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export interface ReportDependencies extends SweepDependencies {
  readonly playbook: { readonly active: () => Promise<ActiveProgram> };
  readonly counts: Pick<CampaignCountStore, 'read' | 'readAll'>;
}

/** Tells campaigns in numbers, and mends the numbers where they disagree with the rows. */
export function createReport(dependencies: ReportDependencies & KeyChecks): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'GET /v1/campaigns/{campaign}/report': {
        scopes: ['profiles', 'admin'],
        handle: (request: AuthorisedRequest) => answerReport(dependencies, request),
      },
      'POST /v1/campaigns/sweep': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => answerSweep(dependencies, request),
      },
    },
  });
}

/**
 * A campaign that the active playbook no longer has is told as well, as long as it has counted anything: it had a goal if any
 * journey began with one.
 */
async function answerReport(
  { playbook, counts }: ReportDependencies,
  { parameters }: AuthorisedRequest,
): Promise<HttpResponse> {
  const id = parameters.campaign ?? '';
  const { program } = await playbook.active();
  const campaign = Object.hasOwn(program.campaigns, id) ? program.campaigns[id] : undefined;
  // What no file could be called was never counted, and may be too long to be asked for.
  const counted = isPlaybookId(id) ? await counts.read(id) : {};
  if (campaign === undefined && Object.keys(counted).length === 0) {
    const hint = hintForUnknown(id, Object.keys(program.campaigns));
    throw new NotFoundError('the active playbook has no such campaign, and none was ever counted', hint);
  }
  const described = describeCounts(counted);
  const goal = { ...described.goal, biases: biasesOf(campaign, described.goal, described) };
  return {
    status: 200,
    body: {
      campaign: id,
      name: campaign?.name ?? null,
      hasGoal: hasGoal(campaign, counted),
      ...described,
      goal,
    },
  };
}

async function answerSweep(
  dependencies: SweepDependencies,
  { body }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = sweepSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  return { status: 200, body: await sweepCounts(dependencies, parsed.data.sweep) };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  return createReport({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    counts: createCampaignCountStore({ client, configTable }),
    scan: createCountedScan({
      client,
      tables: {
        Journeys: requireEnvironment(ENVIRONMENT.journeysTable),
        Deliveries: requireEnvironment(ENVIRONMENT.deliveriesTable),
      },
    }),
    sweeps: createSweepStore({ client, configTable }),
    newId: randomUUID,
    clock: () => Date.now(),
  });
}
