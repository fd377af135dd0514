import type { ApiClient } from '../api-client.ts';
import { callPatiently, type Wait } from '../call-patiently.ts';
import { checkColumns, type NamedColumns } from '../check-columns.ts';
import { CommandError } from '../command-error.ts';
import { openOutput } from '../export-output.ts';
import { csvOf, JSON_LINES, type MemberAnswer, type MemberFormat } from '../member-rows.ts';
import { createProgressBar } from '../progress-bar.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/** As many as a page holds, with profiles and without. */
const PAGE = { plain: 1_000, withProfiles: 200 };
const PARTS = ['traits', 'identifiers'];

export interface ExportOptions {
  readonly format: 'jsonl' | 'csv';
  /** A file; default: where commands write. */
  readonly output?: string;
  readonly include?: readonly string[];
  /** Of CSV: namespaces of identifiers, traits and computed traits. */
  readonly columns?: readonly string[];
}

export interface SegmentDependencies {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly wait: Wait;
  readonly clock: () => number;
}

interface SizesAnswer extends NamedColumns {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly members: number }[];
}

interface PageAnswer {
  readonly members: readonly MemberAnswer[];
  readonly cursor?: string;
}

/** `maitred segment list`: the active playbook's segments, with how many are in each. */
export async function listSegments({
  terminal,
  api,
}: Pick<SegmentDependencies, 'terminal' | 'api'>): Promise<void> {
  const { segments } = await api.call<SizesAnswer>('GET', '/v1/segments');
  if (segments.length === 0) terminal.out('the active playbook has no segments');
  else
    terminal.out(
      formatTable(terminal, [
        ['segment', 'members', 'name'],
        ...segments.map(({ id, members, name }) => [id, String(members), name]),
      ]),
    );
}

/**
 * `maitred segment export`: writes a segment's members page by page, however many there are.
 * @throws CommandError, with exit code 1 for a segment that there is not
 */
export async function exportSegment(
  dependencies: SegmentDependencies,
  segment: string,
  options: ExportOptions,
): Promise<void> {
  const { terminal, clock } = dependencies;
  const { include, format } = planExport(options);
  const first = await readPage(dependencies, segment, include, undefined);
  const sizes = await readSizes(dependencies);
  await checkColumns(dependencies, options.columns ?? [], sizes);
  const total = sizes.segments.find(({ id }) => id === segment)?.members ?? 0;
  const output = await openOutput(terminal, options.output);
  const bar = createProgressBar(terminal, 'members', clock);
  let done = 0;
  try {
    await output.write(format.head);
    for (let page: PageAnswer | undefined = first; page !== undefined; ) {
      await output.write(format.rows(page.members));
      done += page.members.length;
      bar.show(done, Math.max(done, total));
      page =
        page.cursor === undefined ? undefined : await readPage(dependencies, segment, include, page.cursor);
    }
    await output.end();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    bar.end();
  }
  terminal.error(
    `${done} members of ${segment}${options.output === undefined ? '' : ` in ${options.output}`}`,
  );
}

function planExport({ format, include = [], columns = [] }: ExportOptions): {
  readonly include: readonly string[];
  readonly format: MemberFormat;
} {
  const unknown = include.find((part) => !PARTS.includes(part));
  if (unknown !== undefined)
    throw new CommandError(`--include knows no ${unknown}`, { hint: `It takes ${PARTS.join(', ')}.` });
  if (format === 'jsonl') {
    if (columns.length > 0) throw new CommandError('--columns goes with --format csv');
    return { include, format: JSON_LINES };
  }
  if (columns.length > 0 && include.length > 0)
    throw new CommandError('--include and --columns do not go together', {
      hint: '--columns names each column; --include makes one of all identifiers, one of all traits.',
    });
  return { include: columns.length > 0 ? PARTS : include, format: csvOf(include, columns) };
}

function readPage(
  { api, wait }: SegmentDependencies,
  segment: string,
  include: readonly string[],
  cursor: string | undefined,
): Promise<PageAnswer> {
  const query = new URLSearchParams({
    limit: String(include.length === 0 ? PAGE.plain : PAGE.withProfiles),
    ...(include.length > 0 && { include: include.join(',') }),
    ...(cursor !== undefined && { cursor }),
  });
  const path = `/v1/segments/${encodeURIComponent(segment)}/members?${query}`;
  return callPatiently(wait, () => api.call<PageAnswer>('GET', path));
}

function readSizes({ api, wait }: Pick<SegmentDependencies, 'api' | 'wait'>): Promise<SizesAnswer> {
  return callPatiently(wait, () => api.call<SizesAnswer>('GET', '/v1/segments'));
}
