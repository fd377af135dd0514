import type { Campaign } from '../../campaign/campaign.ts';
import { conditionsOf } from '../../campaign/journey/conditions-of.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { findDependencies } from '../../segment/condition/find-dependencies.ts';
import type { Program } from './program.ts';

/**
 * Ids of the aggregates that a campaign's journeys read once they are under way: in conditions, through the segments and the
 * computed traits that these name, in waits, and in what they set or say. What only begins one is left aside.
 */
export function aggregatesAskedByJourneys(program: Program, campaign: Campaign): readonly string[] {
  const found = new Set<string>();
  const segments = new Set<string>();
  const visit = (condition: Condition): void => {
    const dependencies = findDependencies(condition, program);
    for (const id of dependencies.aggregates) found.add(id);
    for (const id of dependencies.segments) {
      if (segments.has(id)) continue;
      segments.add(id);
      const when = program.segments.find((segment) => segment.id === id)?.when;
      if (when !== undefined) visit(when);
    }
  };
  for (const condition of conditionsOf(campaign)) visit(condition);
  for (const trait of traitsSaid(program, campaign)) visit(traitOf(trait));
  for (const id of namedIn(campaign)) found.add(id);
  return [...found].filter((id) => Object.hasOwn(program.aggregates, id)).sort();
}

/** The names of the segments whose being entered or left may stop its journeys. */
export function segmentsThatStop(program: Program, { stopWhen }: Campaign): readonly string[] {
  return stopWhen === undefined ? [] : [...findDependencies(stopWhen, program).segments].sort();
}

function namedIn({ steps, frequency }: Campaign): readonly string[] {
  const ofWaits = steps.flatMap((step) => (step.kind === 'wait for event' ? step.aggregates : []));
  return frequency.kind === 'once per visit' ? [...ofWaits, frequency.aggregate] : ofWaits;
}

/** A template may name any of them, and lies elsewhere; of other steps the texts tell. */
function traitsSaid({ computedTraits }: Program, { steps }: Campaign): readonly string[] {
  const isMailed = steps.some(
    (step) => step.kind === 'send' && step.contents.some(({ channel }) => channel === 'email'),
  );
  const text = JSON.stringify(steps);
  return Object.keys(computedTraits).filter((id) => isMailed || text.includes(id));
}

function traitOf(id: string): Condition {
  return { kind: 'trait', path: [id], matcher: { tests: [], ignoreCase: false } };
}
