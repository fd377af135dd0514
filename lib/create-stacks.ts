import type { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../lambdas/contract/functions.ts';
import { DataStack } from './data-stack.ts';
import type { Deployment } from './deployment.ts';
import { ServiceStack } from './service-stack.ts';

/** Both stacks of one deployment. Their names carry its stage, so an account and region can hold several. */
export interface Stacks {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/**
 * Creates the stacks in the app.
 * @param codeOf the bundle of a function: one file, `index.mjs`, that exports `handler`
 */
export function createStacks(app: App, deployment: Deployment, codeOf: (name: FunctionName) => Code): Stacks {
  const data = new DataStack(app, 'MaitredData', {
    stackName: `MaitredData-${deployment.stage}`,
    description: 'Maitred: what must never be lost',
    deployment,
  });
  const service = new ServiceStack(app, 'MaitredService', {
    stackName: `MaitredService-${deployment.stage}`,
    description: 'Maitred: what does the work',
    deployment,
    data,
    codeOf,
  });
  return { data, service };
}
