import type { Program } from '../../playbook/program/program.ts';
import { isShared, roomWantedByAll } from '../permission/room-wanted.ts';

/**
 * Tells whether a campaign must wait for those that were to be decided for the guest before it and could not: it might get the
 * last message under a cap that is theirs.
 * @param ahead the campaigns that could not be decided
 */
export function isKeptBack(program: Program, campaign: string, ahead: readonly string[]): boolean {
  return ahead.some((other) => mayWantTheSame(program, campaign, other));
}

/** Of a campaign that the playbook no longer has, what its journeys still send is not known. */
function mayWantTheSame(program: Program, a: string, b: string): boolean {
  const [one, other] = [a, b].map((id) => roomWantedByAll(program).get(id));
  if (one !== undefined && other !== undefined) return isShared(one, other);
  return isCapped(program) && [a, b].every((id) => isRemoved(program, id) || wantsRoom(program, id));
}

function isCapped({ permission }: Program): boolean {
  return (permission?.caps.length ?? 0) > 0;
}

function isRemoved({ campaigns }: Program, id: string): boolean {
  return !Object.hasOwn(campaigns, id);
}

function wantsRoom(program: Program, id: string): boolean {
  return roomWantedByAll(program).has(id);
}
