import { Aws } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import type { MaitredFunction } from './maitred-function.ts';
import { grantPattern } from './pattern-grant.ts';

const ARN_PREFIX = `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:`;

/** How the names of a stage's topics begin; the venue follows. */
export function staffTopicPrefix(stage: string): string {
  return `maitred-${stage}-venue-`;
}

/** Lets the function create the topics of venues, one each, and tells it how their names and ARNs begin. */
export function grantStaffTopicCreation(fn: MaitredFunction, stage: string): void {
  grantOnTopics(fn, stage, 'sns:CreateTopic');
  fn.setVariable(ENVIRONMENT.staffTopicArnPrefix, ARN_PREFIX);
}

/** Lets the function find the topics of venues and delete them. */
export function grantStaffTopicRemoval(fn: MaitredFunction, stage: string): void {
  grantOnTopics(fn, stage, 'sns:DeleteTopic');
  grantPattern(fn, {
    actions: ['sns:ListTopics'],
    pattern: '*',
    because: 'SNS has no finer resource for listing topics.',
  });
}

/** Lets the function alert the staff of venues, and tells it how their topics' names and ARNs begin. */
export function grantStaffTopicPublishing(fn: MaitredFunction, stage: string): void {
  grantOnTopics(fn, stage, 'sns:Publish');
  fn.setVariable(ENVIRONMENT.staffTopicArnPrefix, ARN_PREFIX);
}

function grantOnTopics(fn: MaitredFunction, stage: string, action: string): void {
  const namePrefix = staffTopicPrefix(stage);
  grantPattern(fn, {
    actions: [action],
    pattern: `${ARN_PREFIX}${namePrefix}*`,
    because: 'Venues are named by the playbook, after the stack is deployed; their topics share this prefix.',
  });
  fn.setVariable(ENVIRONMENT.staffTopicPrefix, namePrefix);
}
