import { formatTable, type Terminal } from './terminal.ts';

export interface ShownIdentifier {
  readonly namespace: string;
  readonly value: string;
}

/** A person as the API answers them with `include=evidence`; of it, what is drawn here. */
export interface ShownPerson {
  /** Most trusted first. */
  readonly identifiers: readonly (ShownIdentifier & {
    readonly linkedAt: string | null;
    readonly by: { readonly messageId: string; readonly rule: string } | null;
  })[];
  readonly evidence: { readonly links: readonly ShownLink[] };
}

export interface ShownLink {
  readonly identifier: ShownIdentifier;
  readonly to: ShownIdentifier;
  readonly messageId: string;
  readonly at: string;
  readonly rule: string;
}

/** What a person types to name it: `email:john@example.com`. */
export const writeIdentifier = ({ namespace, value }: ShownIdentifier): string => `${namespace}:${value}`;

type Row = readonly [identifier: string, rule: string, messageId: string, at: string];

/**
 * Draws how a person's identifiers hang together: the most trusted one is the root, each other one hangs on what it was
 * joined to. One without a link, of the time before links were kept, is a root too.
 */
export function drawIdentityTree(terminal: Terminal, person: ShownPerson): string {
  const drawn = new Set<string>();
  const rows = person.identifiers.flatMap((root): Row[] => {
    const name = writeIdentifier(root);
    if (drawn.has(name)) return [];
    drawn.add(name);
    const by: Row = [name, root.by?.rule ?? '', root.by?.messageId ?? '', root.linkedAt ?? ''];
    return [by, ...rowsUnder(name, '', { links: person.evidence.links, drawn })];
  });
  return formatTable(terminal, [['identifier', 'rule', 'message', 'when'], ...rows]);
}

/** The identifiers that hang on one, each with the link that holds it, in the order in which they were linked. */
function rowsUnder(
  name: string,
  indent: string,
  tree: { readonly links: readonly ShownLink[]; readonly drawn: Set<string> },
): Row[] {
  const branches = tree.links
    .map((link) => ({ link, other: otherEnd(link, name) }))
    .filter(({ other }) => other !== undefined && !tree.drawn.has(other)) as Branch[];
  for (const { other } of branches) tree.drawn.add(other);
  return branches.flatMap(({ link, other }, index): Row[] => {
    const isLast = index === branches.length - 1;
    const line = `${indent}${isLast ? '└─' : '├─'} ${other}`;
    const under = rowsUnder(other, `${indent}${isLast ? '  ' : '│ '} `, tree);
    return [[line, link.rule, link.messageId, link.at], ...under];
  });
}

interface Branch {
  readonly link: ShownLink;
  readonly other: string;
}

function otherEnd({ identifier, to }: ShownLink, name: string): string | undefined {
  if (writeIdentifier(identifier) === name) return writeIdentifier(to);
  return writeIdentifier(to) === name ? writeIdentifier(identifier) : undefined;
}
