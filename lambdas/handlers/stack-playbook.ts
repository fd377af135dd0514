import { MaitredError } from '../../domain/error/maitred-error.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createObjectReader, type ReadObject } from '../adapters/object-reader.ts';
import type { PlaybookContent } from '../adapters/playbook-uploads.ts';
import { answerStack, type StackRequest } from '../adapters/stack-response.ts';
import type { StackPlaybookProperties } from '../contract/stack-playbook.ts';
import { describeError } from '../runtime/describe-error.ts';
import { logger } from '../runtime/logger.ts';
import type { DeployDependencies } from './flows/deploy-playbook.ts';
import { deployStackPlaybook } from './flows/deploy-stack-playbook.ts';
import { wireDeploy } from './flows/wire-deploy.ts';

type PlaybookRequest = StackRequest<StackPlaybookProperties>;

export interface StackPlaybookDependencies extends DeployDependencies {
  /** Reads from the bucket that CDK keeps assets in. */
  readonly assetsOf: (bucket: string) => ReadObject;
  readonly answer: (request: PlaybookRequest, failure?: string) => Promise<void>;
}

/** Deploys the playbook that a stack brings. When the stack goes, what was deployed stays. */
export function createStackPlaybook(
  dependencies: StackPlaybookDependencies,
): (request: PlaybookRequest) => Promise<void> {
  const { answer } = dependencies;
  return async (request) => {
    try {
      if (request.RequestType !== 'Delete') await deploy(dependencies, request);
    } catch (error) {
      logger.error('the playbook of the stack was not deployed', { ...describeError(error) });
      return answer(request, reasonOf(error));
    }
    return answer(request);
  };
}

async function deploy(dependencies: StackPlaybookDependencies, request: PlaybookRequest): Promise<void> {
  const { version, bucket, key } = request.ResourceProperties;
  const result = await deployStackPlaybook(dependencies, {
    version,
    versionBefore: request.OldResourceProperties?.version,
    readContent: () => readContent(dependencies.assetsOf(bucket), key),
  });
  logger.info('the playbook of the stack', { asked: version, ...result });
}

async function readContent(readAsset: ReadObject, key: string): Promise<PlaybookContent> {
  const text = await readAsset(key);
  if (text !== undefined) return JSON.parse(text) as PlaybookContent;
  throw new MaitredError(`the playbook's asset ${key} is not there`, {
    code: 'playbook-missing',
    retryable: false,
    hint: 'Deploy with cdk deploy, which uploads assets first.',
  });
}

/** CloudFormation shows it to who deploys. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the playbook was not deployed';
  const hint = error instanceof MaitredError ? error.hint : undefined;
  return hint === undefined ? error.message : `${error.message}. ${hint}`;
}

let wired: ReturnType<typeof createStackPlaybook> | undefined;

/** Lambda's entry. */
export const handler = (request: PlaybookRequest): Promise<void> => {
  wired ??= wire();
  return wired(request);
};

function wire() {
  return createStackPlaybook({
    ...wireDeploy(createDocumentClient()),
    assetsOf: (assets) => createObjectReader({ bucket: assets }),
    answer: answerStack,
  });
}
