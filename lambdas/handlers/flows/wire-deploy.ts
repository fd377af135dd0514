import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createBroadcastStore } from '../../adapters/broadcast-store.ts';
import { createObjectReader } from '../../adapters/object-reader.ts';
import { createPlaybookObjects } from '../../adapters/playbook-objects.ts';
import { createPlaybookUploads } from '../../adapters/playbook-uploads.ts';
import { createPlaybookVersions } from '../../adapters/playbook-versions.ts';
import { createStaffTopics } from '../../adapters/staff-topics.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';
import type { DeployDependencies } from './deploy-playbook.ts';

/** What deploys playbooks, from the environment. */
export function wireDeploy(client: DynamoDBDocumentClient): DeployDependencies {
  const bucket = requireEnvironment(ENVIRONMENT.playbooksBucket);
  return {
    versions: createPlaybookVersions({ client, configTable: requireEnvironment(ENVIRONMENT.configTable) }),
    objects: createPlaybookObjects(createObjectReader({ bucket })),
    uploads: createPlaybookUploads({ bucket }),
    ensureStaffTopics: createStaffTopics({
      prefix: requireEnvironment(ENVIRONMENT.staffTopicPrefix),
      arnPrefix: requireEnvironment(ENVIRONMENT.staffTopicArnPrefix),
    }),
    broadcasts: createBroadcastStore({
      client,
      journeysTable: requireEnvironment(ENVIRONMENT.journeysTable),
    }),
    clock: () => Date.now(),
  };
}
