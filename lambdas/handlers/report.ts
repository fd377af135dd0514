import { describeCounts } from '../../domain/campaign/describe-counts.ts';
import type { ActiveProgram } from '../../domain/playbook/active-program.ts';
import { hintForUnknown } from '../../domain/playbook/nearest-word.ts';
import { type CampaignCountStore, createCampaignCountStore } from '../adapters/campaign-count-store.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export interface ReportDependencies {
  readonly playbook: { readonly active: () => Promise<ActiveProgram> };
  readonly counts: Pick<CampaignCountStore, 'read'>;
}

/** Tells campaigns in numbers. */
export function createReport(dependencies: ReportDependencies & KeyChecks): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'GET /v1/campaigns/{campaign}/report': {
        scopes: ['profiles', 'admin'],
        handle: (request: AuthorisedRequest) => answerReport(dependencies, request),
      },
    },
  });
}

/** A campaign that the active playbook no longer has is told as well, as long as it has counted anything. */
async function answerReport(
  { playbook, counts }: ReportDependencies,
  { parameters }: AuthorisedRequest,
): Promise<HttpResponse> {
  const id = parameters.campaign ?? '';
  const { program } = await playbook.active();
  const campaign = Object.hasOwn(program.campaigns, id) ? program.campaigns[id] : undefined;
  const counted = await counts.read(id);
  if (campaign === undefined && Object.keys(counted).length === 0) {
    const hint = hintForUnknown(id, Object.keys(program.campaigns));
    throw new NotFoundError('the active playbook has no such campaign, and none was ever counted', hint);
  }
  const hasGoal = campaign?.goal !== undefined;
  const body = { campaign: id, name: campaign?.name ?? null, hasGoal, ...describeCounts(counted) };
  return { status: 200, body };
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
  });
}
