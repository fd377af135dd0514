import { hintForUnknown } from '../../domain/playbook/problem/nearest-word.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { isFormerSegment } from '../../domain/playbook/program/former-segment.ts';
import { describeMember, MEMBER_PARTS, type MemberPart } from '../../domain/profile/describe-member.ts';
import { isTombstone } from '../../domain/profile/profile.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createMemberList, type Member, type MemberList } from '../adapters/member-list.ts';
import { createPlaybookStore } from '../adapters/playbook-store.ts';
import { createProfileStore, type ProfileStore } from '../adapters/profile-store.ts';
import { createSeenNameStore, type SeenNameStore } from '../adapters/seen-name-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { NotFoundError } from '../runtime/http-error.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { LONGEST_PAGE, readLimit, readWords } from '../runtime/page-query.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { answerNames } from './flows/answer-names.ts';
import { decodeMemberCursor, encodeMemberCursor } from './flows/member-cursor.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

const USUAL_PAGE = 100;
/** A profile is a hundred KiB at most, and an answer holds six MB. */
const LONGEST_PAGE_WITH_PROFILES = 200;

export interface SegmentsDependencies {
  readonly playbook: { readonly active: () => Promise<ActiveProgram> };
  readonly memberList: MemberList;
  readonly profiles: Pick<ProfileStore, 'readProfiles'>;
  readonly names: Pick<SeenNameStore, 'readPage'>;
  readonly clock: () => number;
}

/** What a playbook’s author asks: how many are in each segment, who, and which names were ever received. */
export function createSegments(dependencies: SegmentsDependencies & KeyChecks): HttpHandler {
  const scopes = ['profiles', 'admin'] as const;
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'GET /v1/segments': { scopes, handle: () => answerSizes(dependencies) },
      'GET /v1/segments/{segment}/members': {
        scopes,
        handle: (request: AuthorisedRequest) => answerMembers(dependencies, request),
      },
      'GET /v1/events/names': {
        scopes,
        handle: (request: AuthorisedRequest) => answerNames(dependencies.names, request),
      },
    },
  });
}

async function answerSizes({ playbook, memberList }: SegmentsDependencies): Promise<HttpResponse> {
  const [{ program }, counts] = await Promise.all([playbook.active(), memberList.counts()]);
  const present = program.segments.filter(({ id }) => !isFormerSegment(id));
  const segments = present.map(({ id, name }) => ({ id, name, members: counts.get(id) ?? 0 }));
  const namespaces = program.identity.namespaces.map(({ name }) => name);
  return { status: 200, body: { segments, namespaces, computedTraits: Object.keys(program.computedTraits) } };
}

async function answerMembers(
  dependencies: SegmentsDependencies,
  { parameters, query }: AuthorisedRequest,
): Promise<HttpResponse> {
  const parts = readWords('include', query.include, MEMBER_PARTS);
  const longest = parts.size === 0 ? LONGEST_PAGE : LONGEST_PAGE_WITH_PROFILES;
  const limit = readLimit(query.limit, USUAL_PAGE, longest);
  const active = await dependencies.playbook.active();
  const segment = requireSegment(active, parameters.segment ?? '');
  const after = decodeMemberCursor(segment, query.cursor);
  const { members, last } = await dependencies.memberList.readPage(segment, after, limit);
  const described = await describeMembers(dependencies, active, members, parts);
  const cursor = last === null ? {} : { cursor: encodeMemberCursor(segment, last) };
  return { status: 200, body: { segment, members: described, ...cursor } };
}

function requireSegment({ program, segmentPlaces }: ActiveProgram, id: string): string {
  if (segmentPlaces.has(id) && !isFormerSegment(id)) return id;
  const hint = hintForUnknown(
    id,
    program.segments.map((segment) => segment.id).filter((each) => !isFormerSegment(each)),
  );
  throw new NotFoundError('the active playbook has no such segment', hint);
}

/** Who has merged a moment ago is found under the other's id. */
async function describeMembers(
  { profiles, clock }: SegmentsDependencies,
  active: ActiveProgram,
  members: readonly Member[],
  parts: ReadonlySet<MemberPart>,
) {
  if (parts.size === 0)
    return members.map((member) => describeMember(active, member, { parts, now: clock() }));
  const records = await profiles.readProfiles(members.map(({ profileId }) => profileId));
  return members.flatMap((member) => {
    const profile = records.get(member.profileId);
    if (profile === undefined || isTombstone(profile)) return [];
    return [describeMember(active, member, { parts, profile, now: clock() })];
  });
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
  return createSegments({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    playbook: createPlaybookStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    memberList: createMemberList({ client, membersTable: requireEnvironment(ENVIRONMENT.membersTable) }),
    profiles: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      // Members are known by their profile's id.
      identitiesTable: '',
    }),
    names: createSeenNameStore({ client, configTable }),
    clock: () => Date.now(),
  });
}
