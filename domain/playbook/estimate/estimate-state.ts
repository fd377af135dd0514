import type { Problem } from '../problem/problem.ts';
import { askersOf, describeAggregate } from '../program/name-aggregates.ts';
import type { Program } from '../program/program.ts';
import { estimateAggregate } from './estimate-aggregate.ts';

/** What one guest's aggregates may take, at most. */
export const MAXIMUM_STATE_BYTES = 8 * 1024;
/** What one guest may hold of all namespaces together: their marks lie on the profile. */
const MAXIMUM_IDENTIFIERS = 100;
/** So many are named where all together are too many. */
const NAMED_CONTRIBUTORS = 3;
/** Topics included. A profile keeps 50 choices; the contract has names of its own, and a playbook may change. */
const MAXIMUM_PURPOSES = 32;

/** The worst case of what is remembered of one guest's events, in bytes. */
export function estimateState(program: Program): number {
  return Object.values(program.aggregates).reduce((sum, spec) => sum + estimateAggregate(spec), 0);
}

/** A problem for each part of a guest's state that could outgrow its limit. */
export function checkStateSize(program: Program): Problem[] {
  return [...checkAggregates(program), ...checkIdentifiers(program), ...checkPurposes(program)];
}

function checkAggregates(program: Program): Problem[] {
  const bytes = estimateState(program);
  if (bytes <= MAXIMUM_STATE_BYTES) return [];
  const message = `the state of one guest could reach ${bytes} bytes, the limit is ${MAXIMUM_STATE_BYTES}`;
  const largest = Object.entries(program.aggregates)
    .map(([id, spec]) => ({ id, spec, bytes: estimateAggregate(spec) }))
    .sort((a, b) => b.bytes - a.bytes || (a.id < b.id ? -1 : 1))
    .slice(0, NAMED_CONTRIBUTORS);
  const askers = askersOf(program, new Set(largest.map(({ id }) => id)));
  const named = largest.map(
    ({ id, spec, bytes }) => `${bytes} bytes: ${describeAggregate(spec)}, for ${askers.get(id)?.join(', ')}`,
  );
  return [
    { file: 'playbook.yaml', path: [], at: 'value', message, hint: `the largest are ${named.join('; ')}` },
  ];
}

function checkIdentifiers({ identity }: Program): Problem[] {
  const identifiers = identity.namespaces.reduce((sum, { limit }) => sum + limit, 0);
  if (identifiers <= MAXIMUM_IDENTIFIERS) return [];
  const message = `one guest could hold ${identifiers} identifiers, the limit is ${MAXIMUM_IDENTIFIERS}`;
  const hint = 'lower the `limit` of a namespace';
  return [{ file: 'playbook.yaml', path: ['identity', 'namespaces'], at: 'value', message, hint }];
}

function checkPurposes({ consent }: Program): Problem[] {
  const purposes = Object.keys(consent).length;
  if (purposes <= MAXIMUM_PURPOSES) return [];
  const message = `there are ${purposes} purposes, channels and topics, the limit is ${MAXIMUM_PURPOSES}`;
  const hint = 'join those that guests are asked about together';
  return [{ file: 'playbook.yaml', path: ['consent'], at: 'value', message, hint }];
}
