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

interface SideAnswer {
  /** Null: nobody's; `new`: it would be made. */
  readonly profileId: string | null;
  readonly identifiers: readonly ShownIdentifier[];
}

interface SplitAnswer {
  readonly identifier: ShownIdentifier;
  readonly from: ShownIdentifier;
  readonly link: {
    readonly identifier: ShownIdentifier;
    readonly to: ShownIdentifier;
    readonly messageId: string;
    readonly at: string;
  } | null;
  readonly remaining: SideAnswer;
  readonly separated: SideAnswer;
  readonly rebuilding: boolean;
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
  const head = `${writeIdentifier(answer.identifier)} ${dryRun ? 'would no longer be' : 'is no longer'} ${writeIdentifier(answer.from)}`;
  terminal.out(`${terminal.style('green', dryRun ? '?' : '✓')} ${head}`);
  if (answer.link !== null) terminal.out(terminal.style('dim', `  ${describeLink(answer.link)}`));
  terminal.out(describeSide(terminal, answer.remaining));
  terminal.out(describeSide(terminal, answer.separated));
  if (answer.rebuilding)
    terminal.out(terminal.style('dim', '  their history is long: both are folded anew in the background'));
}

function describeLink({ identifier, to, messageId, at }: NonNullable<SplitAnswer['link']>): string {
  return `linked by ${messageId}, received ${at}: ${writeIdentifier(identifier)} → ${writeIdentifier(to)}`;
}

function describeSide(terminal: Terminal, { profileId, identifiers }: SideAnswer): string {
  const whose = profileId === null ? 'nobody’s' : profileId === 'new' ? 'a new profile' : profileId;
  return `  ${terminal.style('bold', whose)}  ${identifiers.map(writeIdentifier).join(', ')}`;
}
