import type { ApiClient } from '../api-client.ts';
import {
  drawIdentityTree,
  type ShownIdentifier,
  type ShownLink,
  type ShownPerson,
  writeIdentifier,
} from '../identity-tree.ts';
import { formatTable, type Terminal } from '../terminal.ts';

interface PersonAnswer extends ShownPerson {
  readonly profileId: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly evidence: {
    readonly links: readonly ShownLink[];
    readonly refused: readonly ShownLink[];
    readonly splits: readonly {
      readonly identifier: ShownIdentifier;
      readonly from: ShownIdentifier;
      readonly at: string;
    }[];
    readonly formerProfileIds: readonly string[];
  };
}

/** Why a link was not made, for somebody who does not know the rules by name. */
const REASONS: Readonly<Record<string, string>> = {
  unique: 'unique: a person holds one',
  limit: 'limit: a person holds no more of them',
  split: 'split: it was taken back',
};

/**
 * `maitred who`: whom an identifier leads to, what holds that person's identifiers together, and which links were not
 * made.
 * @param id `namespace:value`
 * @throws CommandError, with exit code 1 for nobody
 */
export async function showPerson(terminal: Terminal, api: ApiClient, id: string): Promise<void> {
  const person = await api.call<PersonAnswer>(
    'GET',
    `/v1/profiles?id=${encodeURIComponent(id)}&include=evidence`,
  );
  const { profileId, firstSeen, lastSeen, evidence } = person;
  const seen = terminal.style('dim', `first seen ${firstSeen}, last seen ${lastSeen}`);
  terminal.out(`${terminal.style('bold', profileId)}  ${seen}`);
  terminal.out(`\n${drawIdentityTree(terminal, person)}`);
  const refused = evidence.refused.map(({ identifier, to, rule, messageId, at }) => [
    `${writeIdentifier(identifier)} → ${writeIdentifier(to)}`,
    REASONS[rule] ?? rule,
    messageId,
    at,
  ]);
  showPart(terminal, ['not linked', 'why', 'message', 'when'], refused);
  const splits = evidence.splits.map(({ identifier, from, at }) => [
    `${writeIdentifier(identifier)} ≠ ${writeIdentifier(from)}`,
    at,
  ]);
  showPart(terminal, ['split', 'when'], splits);
  const formerIds = evidence.formerProfileIds.map((formerId) => [formerId]);
  showPart(terminal, ['former profile ids'], formerIds);
}

function showPart(terminal: Terminal, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  if (rows.length > 0) terminal.out(`\n${formatTable(terminal, [heads, ...rows])}`);
}
