import type { z } from 'zod';
import { classifyFile, type FileKind } from './file-kind.ts';
import type { DeclaredIds, PlaybookFile, PlaybookSource, SourceFile } from './playbook-source.ts';
import { explainIssues } from './problem/explain-issues.ts';
import type { Problem } from './problem/problem.ts';
import { findRefusedKeys } from './problem/refuse-keys.ts';
import { campaignSchema } from './schema/campaign-schema.ts';
import { segmentSchema } from './schema/segment-schema.ts';
import { settingsSchema } from './schema/settings-schema.ts';
import { storySchema } from './schema/story-schema.ts';
import { traitSchema } from './schema/trait-schema.ts';

export interface LoadedPlaybook {
  /** Every file that is valid by itself; absent without a valid playbook.yaml. */
  readonly source?: PlaybookSource;
  readonly declared: DeclaredIds;
  readonly problems: readonly Problem[];
}

/**
 * Validates each file of a playbook's folder by itself. Names that one file uses and another declares are
 * `checkReferences`' concern.
 */
export function loadPlaybook(files: readonly PlaybookFile[]): LoadedPlaybook {
  const problems: Problem[] = [];
  const byKind = sortByKind(files, problems);
  const read = <T>(kind: FileKind, schema: z.ZodType<T>): SourceFile<T>[] =>
    byKind[kind].flatMap(({ id, file }) => {
      const refused = findRefusedKeys(file.data);
      problems.push(...refused.map((problem) => ({ file: file.path, ...problem })));
      // A schema drops such a key, and would judge what is left.
      if (refused.length > 0) return [];
      const parsed = schema.safeParse(file.data);
      if (parsed.success) return [{ id, file: file.path, source: parsed.data }];
      const explained = explainIssues(parsed.error.issues, file.data);
      problems.push(...explained.map((problem) => ({ file: file.path, ...problem })));
      return [];
    });
  const [settings] = read('settings', settingsSchema);
  if (byKind.settings.length === 0) {
    problems.push({ file: 'playbook.yaml', path: [], at: 'value', message: 'there is no playbook.yaml' });
  }
  const rest = {
    segments: read('segment', segmentSchema),
    traits: read('trait', traitSchema),
    campaigns: read('campaign', campaignSchema),
    stories: read('story', storySchema),
    templates: byKind.template.map(({ id, file }) => ({ id, file: file.path, source: file.text })),
  };
  const declared = Object.fromEntries(
    Object.entries(byKind).map(([kind, found]) => [kind, found.map(({ id }) => id)]),
  ) as unknown as DeclaredIds;
  return { problems, declared, ...(settings && { source: { settings: settings.source, ...rest } }) };
}

interface Classified {
  readonly id: string;
  readonly file: PlaybookFile;
}

function sortByKind(files: readonly PlaybookFile[], problems: Problem[]): Record<FileKind, Classified[]> {
  const sorted: Record<FileKind, Classified[]> = {
    settings: [],
    segment: [],
    trait: [],
    campaign: [],
    template: [],
    story: [],
  };
  const taken = new Map<string, PlaybookFile>();
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of inOrder) {
    const found = classifyFile(file.path);
    if (found.kind === 'ignored') continue;
    if (found.kind === 'refused') {
      const { message, hint } = found;
      problems.push({ file: file.path, path: [], at: 'value', message, ...(hint !== undefined && { hint }) });
      continue;
    }
    const name = `${found.kind} ${found.id}`;
    const same = taken.get(name);
    if (same === undefined) {
      taken.set(name, file);
      sorted[found.kind].push({ id: found.id, file });
    } else {
      const message = `\`${same.path}\` has the same id, \`${found.id}\``;
      problems.push({ file: file.path, path: [], at: 'value', message, hint: 'keep one of the two' });
    }
  }
  return sorted;
}
