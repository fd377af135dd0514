import { Aws } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import type { MaitredFunction } from './maitred-function.ts';
import { grantPattern } from './pattern-grant.ts';

const TOPIC_ARN_PREFIX = `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:`;

/** Grants actions on the topics of venues, one each, which the playbook's deploy creates; and tells how they are named. */
export function grantStaffTopics(
  fn: MaitredFunction,
  stage: string,
  actions: readonly ('CreateTopic' | 'Publish')[],
): void {
  const prefix = `maitred-${stage}-venue-`;
  grantPattern(fn, {
    actions: actions.map((action) => `sns:${action}`),
    pattern: `${TOPIC_ARN_PREFIX}${prefix}*`,
    because: 'Venues are named by the playbook, after the stack is deployed; their topics share this prefix.',
  });
  fn.setVariable(ENVIRONMENT.staffTopicPrefix, prefix);
  fn.setVariable(ENVIRONMENT.staffTopicArnPrefix, TOPIC_ARN_PREFIX);
}
