import type * as z from 'zod';
import { campaignSchema } from '../../domain/playbook/schema/campaign-schema.ts';
import { segmentSchema } from '../../domain/playbook/schema/segment-schema.ts';
import { settingsSchema } from '../../domain/playbook/schema/settings-schema.ts';
import { storySchema } from '../../domain/playbook/schema/story-schema.ts';
import { traitSchema } from '../../domain/playbook/schema/trait-schema.ts';
import type { SchemaKind } from './schema-kinds.ts';

export interface FileSchema {
  readonly schema: z.ZodType;
  /** Which files of a playbook's folder are of this kind. */
  readonly files: string;
  readonly description: string;
}

/** The kinds of file of which there is a schema: what `check` reads them with. */
export const FILE_SCHEMAS: Readonly<Record<SchemaKind, FileSchema>> = {
  playbook: {
    schema: settingsSchema,
    files: 'playbook.yaml',
    description: 'The house’s own settings.',
  },
  segment: {
    schema: segmentSchema,
    files: 'segments/*.yaml',
    description: 'Who. The file’s name is the segment’s id.',
  },
  trait: {
    schema: traitSchema,
    files: 'traits/*.yaml',
    description: 'A trait that is computed from events. The file’s name is the trait’s name.',
  },
  campaign: {
    schema: campaignSchema,
    files: 'campaigns/*.yaml',
    description: 'What is said, to whom, when, on which channel. The file’s name is the campaign’s id.',
  },
  test: {
    schema: storySchema,
    files: 'tests/*.yaml',
    description: 'A story: events in, messages out, on a clock of its own.',
  },
};
