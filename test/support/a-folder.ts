import { type CompiledFolder, compileFiles } from '../../cli/compile-folder.ts';
import type { LocatedProblem } from '../../cli/located-problem.ts';
import type { TextFile } from '../../cli/read-folder.ts';

const SMALL_HOUSE: Readonly<Record<string, string>> = {
  'playbook.yaml': `name: Test House
timezone: Europe/Berlin
channels: { email: { from: Test House <stay@example.com> }, push: { ios: arn:ios } }
destinations: { crm: { url: "https://crm.example.com", secret: whsec_c2VjcmV0 } }
staff: { roles: [waiter] }
venues: { bar: { name: Bar } }
`,
  'segments/vip.yaml': 'when: { trait: tier, is: gold }\n',
  'campaigns/hello.yaml': `trigger: { segment: vip }
steps:
  - send: { channel: email, template: hello, subject: Hello }
`,
  'templates/hello.liquid': '<p>Hello {{ profile.firstName }}</p>\n',
};

/** The files of a small playbook that is in order, with some replaced or added; `null` leaves one out. */
export function aFolder(files: Readonly<Record<string, string | null>> = {}): TextFile[] {
  return Object.entries({ ...SMALL_HOUSE, ...files }).flatMap(([path, text]) =>
    text === null ? [] : [{ path, text }],
  );
}

/** What `check` says of that playbook: `file:line:column message (hint)`. */
export async function complaintsAbout(files: Readonly<Record<string, string | null>>): Promise<string[]> {
  const { problems } = await compileFiles(aFolder(files));
  return problems.map(describe);
}

/** What `check` warns of in that playbook, in the same words; fails where it is refused. @param now milliseconds since the epoch */
export async function warningsAbout(
  files: Readonly<Record<string, string | null>>,
  now?: number,
): Promise<string[]> {
  const { problems, warnings } = await compileFiles(aFolder(files), now);
  if (problems.length > 0) throw new Error(problems.map(describe).join('\n'));
  return warnings.map(describe);
}

function describe({ file, line, column, message, hint }: LocatedProblem): string {
  return `${file}:${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** That playbook compiled; fails where it is not in order. */
export async function compiled(files: Readonly<Record<string, string | null>> = {}): Promise<CompiledFolder> {
  const folder = await compileFiles(aFolder(files));
  if (folder.program === undefined) throw new Error(folder.problems.map(describe).join('\n'));
  return folder;
}
