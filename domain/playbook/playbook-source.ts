import type { FileKind } from './file-kind.ts';
import type { CampaignSource } from './schema/campaign-schema.ts';
import type { SegmentSource } from './schema/segment-schema.ts';
import type { SettingsSource } from './schema/settings-schema.ts';
import type { StorySource } from './schema/story-schema.ts';
import type { TraitSource } from './schema/trait-schema.ts';

/** A file of the playbook's folder: its text, and for YAML what it says. */
export interface PlaybookFile {
  /** Within the playbook's folder, with forward slashes: `segments/vip.yaml`. */
  readonly path: string;
  readonly text: string;
  /** The YAML as plain data; absent for templates. */
  readonly data?: unknown;
}

/** One validated file. */
export interface SourceFile<T> {
  readonly id: string;
  readonly file: string;
  readonly source: T;
}

/** Ids by kind of file, of all files there are: also those that are not valid by themselves. */
export type DeclaredIds = Readonly<Record<FileKind, readonly string[]>>;

/** A playbook as its author wrote it, each file valid by itself. */
export interface PlaybookSource {
  readonly settings: SettingsSource;
  readonly segments: readonly SourceFile<SegmentSource>[];
  readonly traits: readonly SourceFile<TraitSource>[];
  readonly campaigns: readonly SourceFile<CampaignSource>[];
  readonly stories: readonly SourceFile<StorySource>[];
  /** Ids of the templates: `win-back`, `win-back.de`. */
  readonly templates: readonly SourceFile<string>[];
}
