import type { ApiClient } from '../api-client.ts';
import { type ShownIdentifier, writeIdentifier } from '../identity-tree.ts';
import type { Terminal } from '../terminal.ts';

export interface SplitOptions {
  /** A profileId, or namespace:value. */
  readonly profile: string;
  /** namespace:value of what is split off. */
  readonly identifier: string;
  /** namespace:value of what it is split from. */
  readonly from?: string;
  /** Only shows what would become of them. */
  readonly dryRun?: boolean;
}

interface LinkAnswer {
  readonly identifier: ShownIdentifier;
  readonly to: ShownIdentifier;
  readonly messageId: string;
  readonly at: string;
}

interface SideAnswer {
  /** Null: nobody's; `new`: it would be made. */
  readonly profileId: string | null;
  readonly identifiers: readonly ShownIdentifier[];
}

interface SplitAnswer {
  readonly identifier: ShownIdentifier;
  readonly from: ShownIdentifier;
  readonly link: LinkAnswer | null;
  /** Others on the way: splitting `identifier` from `from` takes one out. */
  readonly otherLinks: readonly {
    readonly identifier: ShownIdentifier;
    readonly from: ShownIdentifier;
    readonly link: LinkAnswer;
  }[];
  readonly remaining: SideAnswer;
  readonly separated: SideAnswer;
  readonly rebuilding: boolean;
  /** It was split before. */
  readonly isRepeat: boolean;
  readonly dryRun: boolean;
}

/**
 * `maitred split`: takes a wrong link back, so that one person becomes two. Typed again, it changes nothing more.
 * @throws CommandError, with exit code 1 where there is nothing to split
 */
export async function split(terminal: Terminal, api: ApiClient, options: SplitOptions): Promise<void> {
  const { profile, identifier, from, dryRun = false } = options;
  const body = { profile, identifier, ...(from !== undefined && { from }), ...(dryRun && { dryRun }) };
  const answer = await api.call<SplitAnswer>('POST', '/v1/split', body);
  const dim = (text: string) => terminal.out(terminal.style('dim', `  ${text}`));
  const mark = dryRun && !answer.isRepeat ? '?' : '✓';
  terminal.out(`${terminal.style('green', mark)} ${describeOutcome(answer, dryRun)}`);
  if (answer.link !== null) dim(describeLink(answer.link));
  terminal.out(describeSide(terminal, answer.remaining));
  terminal.out(describeSide(terminal, answer.separated));
  if (answer.rebuilding) dim('their history is long: both are folded anew in the background');
  if (answer.otherLinks.length > 0) dim('other links on the way, should one of them be the wrong one:');
  for (const other of answer.otherLinks) dim(`  ${describeOther(other)}`);
  dim('a split is for good: no message joins the two again');
}

function describeOutcome({ identifier, from, isRepeat }: SplitAnswer, isDryRun: boolean): string {
  const [one, other] = [writeIdentifier(identifier), writeIdentifier(from)];
  if (isRepeat) return `${one} was split from ${other} before: nothing was changed`;
  return `${one} ${isDryRun ? 'would no longer be' : 'is no longer'} ${other}`;
}

function describeOther({ identifier, from, link }: SplitAnswer['otherLinks'][number]): string {
  return `--identifier ${writeIdentifier(identifier)} --from ${writeIdentifier(from)}  ${describeLink(link)}`;
}

function describeLink({ identifier, to, messageId, at }: LinkAnswer): string {
  return `linked by ${messageId}, received ${at}: ${writeIdentifier(identifier)} → ${writeIdentifier(to)}`;
}

function describeSide(terminal: Terminal, { profileId, identifiers }: SideAnswer): string {
  const whose = profileId === null ? 'nobody’s' : profileId === 'new' ? 'a new profile' : profileId;
  return `  ${terminal.style('bold', whose)}  ${identifiers.map(writeIdentifier).join(', ')}`;
}
