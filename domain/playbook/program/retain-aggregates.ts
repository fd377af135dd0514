import type { Campaign } from '../../campaign/campaign.ts';
import { segmentsEntered } from '../../campaign/journey/segments-entered.ts';
import type { Segment } from '../../segment/aggregate/aggregate-spec.ts';
import { carrySchedules } from './carry-schedules.ts';
import type { Deployed, Deployment } from './deployment.ts';
import { digestAggregates } from './digest-aggregates.ts';
import { formerSegmentId } from './former-segment.ts';
import { keepUnderway } from './keep-underway.ts';
import type { Program } from './program.ts';
import { writeOutSegment } from './write-out-segment.ts';

/** Deploys in a row that took nothing but something away; who was not seen since before them is folded anew. */
const MAXIMUM_ACCEPTED = 16;

/**
 * Decides what a deploy, or a rollback, adds to a version. The aggregates of the version active before are kept up, so
 * that going back finds its states maintained: the set is then the same, and nobody is folded anew.
 * @param program the version that becomes active
 * @param before what is active; undefined before the first deploy, or where it cannot be read
 * @param ordinal the pointer's from now on
 * @param now the moment of the deploy, in milliseconds since the epoch
 */
export function deployAfter(
  program: Program,
  before: Deployed | undefined,
  ordinal: number,
  now: number,
): Deployment {
  const includedSince = includedSinceOf(program, before, ordinal);
  const plain = { retained: {}, accepts: [], includedSince, ...carrySchedules(program, before, now) };
  if (before === undefined) return { ...plain, underway: [], givenUp: [] };
  const specs = { ...before.deployment?.retained, ...before.program.aggregates };
  const kept = keepUnderway(program, before, specs, now);
  const ids = [
    ...Object.keys(before.program.aggregates),
    ...kept.underway.flatMap((each) => each.aggregates),
  ];
  const retained = pick(
    specs,
    ids.filter((id) => !Object.hasOwn(program.aggregates, id)),
  );
  const deployment = { ...plain, ...kept, retained };
  const after = deployedProgram({ program, deployment }, ordinal);
  const accepts = acceptedAfter(after, deployedProgram(before, ordinal - 1));
  return { ...deployment, accepts };
}

/** A version as its deployment runs it: with what is retained, under its ordinal. */
export function deployedProgram({ program, deployment }: Deployed, ordinal: number): Program {
  if (deployment === undefined) return { ...program, ordinal };
  const { retained, accepts, includedSince, scheduledSince, underway } = deployment;
  const aggregates = { ...program.aggregates, ...retained };
  const aggregatesDigest =
    Object.keys(retained).length === 0 ? program.aggregatesDigest : digestAggregates({ aggregates });
  const segments = [...program.segments, ...formerSegments(program, underway)];
  return {
    ...program,
    ordinal,
    aggregates,
    aggregatesDigest,
    segments,
    accepts,
    includedSince,
    scheduledSince,
  };
}

/** Earlier definitions of segments that may stop journeys under way. */
function formerSegments(program: Program, underway: Deployment['underway']): readonly Segment[] {
  const found = new Map<string, Segment>();
  for (const { segments } of underway) {
    for (const [name, when] of Object.entries(segments)) {
      const id = formerSegmentId(name, when);
      const present = writeOutSegment(program, name);
      if (present !== undefined && formerSegmentId(name, present) === id) continue;
      found.set(id, { id, name, when: { kind: 'all', of: [{ kind: 'watched', segment: name }, when] } });
    }
  }
  return [...found.values()];
}

/** True if the version says it all: the pointer then needs no more than its id. */
export function isPlain(deployment: Deployment): boolean {
  return Object.values(deployment).every((part) => Object.keys(part).length === 0);
}

/** A set within the one before is also within all that the one before was within. */
function acceptedAfter(after: Program, before: Program): readonly string[] {
  if (after.aggregatesDigest === before.aggregatesDigest) return before.accepts ?? [];
  const isWithin = Object.keys(after.aggregates).every((id) => Object.hasOwn(before.aggregates, id));
  if (!isWithin) return [];
  const larger = [before.aggregatesDigest, ...(before.accepts ?? [])];
  return larger.filter((digest) => digest !== after.aggregatesDigest).slice(0, MAXIMUM_ACCEPTED);
}

/** A campaign that goes on including the members of the same segments asks nobody a second time. */
function includedSinceOf(
  program: Program,
  before: Deployed | undefined,
  ordinal: number,
): Deployment['includedSince'] {
  const including = Object.values(program.campaigns).filter(({ includeExisting }) => includeExisting);
  const sinceOf = (campaign: Campaign) => {
    const former = before?.program.campaigns[campaign.id];
    const goesOn =
      former !== undefined && includedBy(campaign).every((id) => includedBy(former).includes(id));
    return goesOn ? before?.deployment?.includedSince[campaign.id] : undefined;
  };
  return Object.fromEntries(including.map((campaign) => [campaign.id, sinceOf(campaign) ?? ordinal]));
}

/** The segments whose members it includes. */
function includedBy(campaign: Campaign): readonly string[] {
  return campaign.includeExisting === true ? segmentsEntered(campaign) : [];
}

function pick<Value>(
  values: Readonly<Record<string, Value>>,
  names: readonly string[],
): Record<string, Value> {
  const entries = [...new Set(names)].sort().flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
