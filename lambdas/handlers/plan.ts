import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { estimateState } from '../../domain/playbook/estimate/estimate-state.ts';
import { comparePrograms } from '../../domain/playbook/program/compare-programs.ts';
import { describeUnderway } from '../../domain/playbook/program/describe-underway.ts';
import { findToldAgain } from '../../domain/playbook/program/find-told-again.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventHistory } from '../adapters/event-history.ts';
import { createObjectReader } from '../adapters/object-reader.ts';
import { createPlaybookObjects } from '../adapters/playbook-objects.ts';
import { createPlaybookVersions } from '../adapters/playbook-versions.ts';
import { createProfileScan } from '../adapters/profile-scan.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type PlanPageDependencies, planPage } from './flows/plan-page.ts';
import {
  createPlanPrograms,
  type PlannedPrograms,
  type PlanProgramsDependencies,
} from './flows/plan-programs.ts';
import { planSchema, USUAL_PLAN_PAGE } from './flows/plan-request.ts';
import { MAXIMUM_DEPLOY_BYTES } from './flows/playbook-request.ts';
import { decodeRebuildCursor, encodeRebuildCursor } from './flows/rebuild-cursor.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

export type PlanDependencies = KeyChecks & PlanProgramsDependencies & PlanPageDependencies;

/** Says what a playbook would change, in the files and for the guests; it writes nothing. */
export function createPlan(dependencies: PlanDependencies): HttpHandler {
  const readPrograms = createPlanPrograms(dependencies);
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/playbook/plan': {
        scopes: ['admin'],
        maximumBodyBytes: MAXIMUM_DEPLOY_BYTES,
        handle: async ({ body }: AuthorisedRequest) => {
          const parsed = planSchema.safeParse(body);
          if (!parsed.success) throw invalidShape(parsed.error);
          const { page } = parsed.data;
          const program = parsed.data.program as unknown as Program;
          const programs = await readPrograms(program);
          return page === undefined
            ? planFiles(dependencies, program, programs)
            : planPeople(dependencies, programs, page);
        },
      },
    },
  });
}

async function planFiles(
  { profileScan, clock }: PlanDependencies,
  program: Program,
  programs: PlannedPrograms,
): Promise<HttpResponse> {
  const { basis, candidate, deployment } = programs;
  const changes = comparePrograms(basis?.own, program);
  const bytes = estimateState(program);
  const state = { bytes, retainedBytes: estimateState(candidate.program) - bytes };
  const total = await profileScan.countRows();
  const underway = describeUnderway(deployment.underway);
  const givenUp = describeUnderway(deployment.givenUp);
  const toldAgain = basis === undefined ? [] : findToldAgain(basis.active.program, program, clock());
  const body = { basis: basisOf(programs), changes, state, underway, givenUp, toldAgain, total };
  return { status: 200, body };
}

async function planPeople(
  dependencies: PlanDependencies,
  programs: PlannedPrograms,
  { cursor, segment = 0, segments = 1, limit = USUAL_PLAN_PAGE }: NonNullable<PlanBody['page']>,
): Promise<HttpResponse> {
  const position = decodeRebuildCursor({ segment, segments }, cursor);
  const { last, ...page } = await planPage(dependencies, programs, { ...position, limit });
  return {
    status: 200,
    body: { basis: basisOf(programs), page: { ...page, cursor: encodeRebuildCursor(position, last) } },
  };
}

type PlanBody = ReturnType<typeof planSchema.parse>;

/** What is compared with; null: no playbook is deployed. */
function basisOf({ basis }: PlannedPrograms) {
  return basis === undefined ? null : { version: basis.pointer.version, ordinal: basis.pointer.ordinal };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const bucket = requireEnvironment(ENVIRONMENT.playbooksBucket);
  return createPlan({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    versions: createPlaybookVersions({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }),
    objects: createPlaybookObjects(createObjectReader({ bucket })),
    profileScan: createProfileScan({ client, profilesTable: requireEnvironment(ENVIRONMENT.profilesTable) }),
    eventHistory: createEventHistory({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    clock: () => Date.now(),
  });
}
