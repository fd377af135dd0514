import { setTimeout as sleep } from 'node:timers/promises';
import { invalidShape } from '../../domain/event/invalid-shape.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createProfileScan } from '../adapters/profile-scan.ts';
import type { ProfileStore } from '../adapters/profile-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { readIdentifier } from './flows/read-identifier.ts';
import { decodeRebuildCursor, encodeRebuildCursor } from './flows/rebuild-cursor.ts';
import { type PageDependencies, rebuildPage, summarise } from './flows/rebuild-page.ts';
import { rebuildProfile } from './flows/rebuild-profile.ts';
import { type RebuildBody, rebuildSchema, USUAL_REBUILD_PAGE } from './flows/rebuild-request.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';
import { wirePeople } from './flows/wire-people.ts';

export type RebuildHandlerDependencies = KeyChecks &
  PageDependencies & { readonly profileStore: Pick<ProfileStore, 'findByIdentifier'> };

/** Compares people with the fold of all their events, and writes the fold where they differ. */
export function createRebuild(dependencies: RebuildHandlerDependencies): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/rebuild': {
        scopes: ['admin'],
        handle: (request: AuthorisedRequest) => rebuild(dependencies, request),
      },
    },
  });
}

async function rebuild(
  dependencies: RebuildHandlerDependencies,
  { body, requestId: traceId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parsed = rebuildSchema.safeParse(body);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { profile, ...page } = parsed.data;
  const answer =
    profile === undefined
      ? await rebuildSome(dependencies, page, traceId)
      : await rebuildOne(dependencies, { profile, isVerify: page.verify === true, traceId });
  return { status: 200, body: answer };
}

async function rebuildSome(
  dependencies: RebuildHandlerDependencies,
  { verify, cursor, segment = 0, segments = 1, limit = USUAL_REBUILD_PAGE }: RebuildBody,
  traceId: string,
) {
  const position = decodeRebuildCursor({ segment, segments }, cursor);
  const request = { isVerify: verify === true, traceId, limit, ...position };
  const { last, ...page } = await rebuildPage(dependencies, request);
  // Asked for once a segment: it only says how far away the end may be.
  const total = cursor === undefined ? await dependencies.profileScan.countRows() : null;
  return { ...page, cursor: encodeRebuildCursor(position, last), total };
}

async function rebuildOne(
  dependencies: RebuildHandlerDependencies,
  { profile, ...about }: { readonly profile: string; readonly isVerify: boolean; readonly traceId: string },
) {
  const profileId = profile.includes(':') ? await findProfileId(dependencies, profile) : profile;
  const rebuilt = profileId && (await rebuildProfile(dependencies, { profileId, ...about }));
  if (!rebuilt) {
    const hint = 'Name a profileId, or `namespace:value` of an identifier that the person holds.';
    throw new NotFoundError('there is no such profile', hint);
  }
  return { ...summarise([rebuilt]), scanned: 1, cursor: null, total: null };
}

async function findProfileId(
  { playbookStore, profileStore }: RebuildHandlerDependencies,
  id: string,
): Promise<string | undefined> {
  const { program } = await playbookStore.active();
  return (await profileStore.findByIdentifier(readIdentifier(program.identity, id, 'profile')))?.profileId;
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

/** Events that are on their way arrive within this time, as a rule. */
const LOOK_AGAIN_MILLISECONDS = 500;

function wire(): HttpHandler {
  const client = createDocumentClient();
  const profilesTable = requireEnvironment(ENVIRONMENT.profilesTable);
  return createRebuild({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    ...wirePeople(client),
    profileScan: createProfileScan({ client, profilesTable }),
    pauseForEvents: (look) => sleep(look * LOOK_AGAIN_MILLISECONDS),
    clock: () => Date.now(),
  });
}
