import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Rules of cdk-nag that do not hold for a kind of thing, and why: rule by rule. */
export type Acknowledged = Readonly<Record<string, string>>;

/** A function, its role and its log. */
export const OF_EVERY_FUNCTION: Acknowledged = {
  'NIST.800.53.R5-LambdaInsideVPC':
    'It talks to AWS’s APIs and to the Internet alone, by rights and TLS. Inside a VPC it could reach more, and NAT gateways would cost more than all the rest when idle.',
  'NIST.800.53.R5-LambdaConcurrency':
    'Streams run one copy a shard, queues at most 50, and the API is throttled. What is reserved for one function is taken from the account’s others, and a new account has ten in all.',
};

/** What nobody calls asynchronously. */
export const OF_FUNCTIONS_THAT_ARE_ASKED: Acknowledged = {
  'NIST.800.53.R5-LambdaDLQ':
    'Lambda uses it for asynchronous calls alone. Who calls this one waits for the answer: API Gateway, or a mapping, whose failures go to the queue’s dead letters or to the failures bucket.',
};

/** What CloudFormation calls: asynchronously, and it waits for an answer that the function writes where it was told to. */
export const OF_FUNCTIONS_OF_CLOUDFORMATION: Acknowledged = {
  'NIST.800.53.R5-LambdaDLQ':
    'A call that is lost is told by the stack: CloudFormation waits for the answer, fails when the resource’s timeout has passed, and asks again at the next try. A dead letter would say no more.',
};

export const OF_ROLES: Acknowledged = {
  'NIST.800.53.R5-IAMNoInlinePolicy':
    'What one function may do is nobody else’s: the policy is made with its role, goes with it, and can be attached to no other.',
};

export const OF_LOGS: Acknowledged = {
  'NIST.800.53.R5-CloudWatchLogGroupEncrypted':
    'Encrypted with CloudWatch’s own key. Logs hold no personal data, so who may read them is decided by rights and not by a key as well.',
};

export const OF_TABLES: Acknowledged = {
  'NIST.800.53.R5-DynamoDBInBackupPlan':
    'Recoverable to any second of the last 35 days. A plan that keeps copies for longer, or elsewhere, is the account’s: it would keep what a guest had asked to be erased.',
};

export const OF_BUCKETS: Acknowledged = {
  'NIST.800.53.R5-S3DefaultEncryptionKMS':
    'Encrypted with S3’s own key. Nobody but functions may read it; a key of our own would cost a dollar a month and a call for each object, and keep nobody else out.',
  'NIST.800.53.R5-S3BucketReplicationEnabled':
    'What is in it is not the only copy for long: playbooks are the team’s files and can be deployed again, and failed batches are driven again as soon as they are written.',
};

export const OF_THE_LINK_SECRET: Acknowledged = {
  'NIST.800.53.R5-SecretsManagerUsingKMSKey':
    'Encrypted with Secrets Manager’s own key. Two functions may read it, by name; a key of our own would keep nobody else out.',
  ...both(
    ['AwsSolutions-SMG4', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
    'Rotating it would break the unsubscribe link of every message already sent, which must keep working.',
  ),
};

/** The same reason for the rules of two packs. */
export function both(rules: readonly string[], reason: string): Acknowledged {
  return Object.fromEntries(rules.map((rule) => [rule, reason]));
}

/** Writes the reasons where cdk-nag looks for them: at the thing itself, for it and what it is made of. */
export function acknowledge(construct: Construct, ...reasons: readonly Acknowledged[]): void {
  for (const [id, reason] of reasons.flatMap((rules) => Object.entries(rules)))
    Validations.of(construct).acknowledge({ id, reason });
}
