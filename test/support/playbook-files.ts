import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { SchemaKind } from '../../cli/schema/schema-kinds.ts';

const FOLDER_KINDS: Readonly<Record<string, SchemaKind>> = {
  segments: 'segment',
  traits: 'trait',
  campaigns: 'campaign',
  tests: 'test',
};

/** Every YAML file of this house's playbooks, as plain data with its kind. */
export function playbookFiles(): { file: string; kind: SchemaKind; data: unknown }[] {
  return readdirSync('playbooks', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      file,
      kind: FOLDER_KINDS[file.split('/')[1] ?? ''] ?? 'playbook',
      data: parse(readFileSync(`playbooks/${file}`, 'utf8')) as unknown,
    }));
}
