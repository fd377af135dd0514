import { Stack, Token, Validations } from 'aws-cdk-lib';
import { type Conditions, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { MaitredFunction } from './maitred-function.ts';

export interface PatternGrant {
  readonly actions: readonly string[];
  /** An ARN with a wildcard in it, as narrow as AWS allows. */
  readonly pattern: string;
  /** Why no exact ARN can be given. */
  readonly because: string;
  /** What narrows it further, as IAM writes conditions. */
  readonly conditions?: Conditions;
}

/** Grants actions on a pattern of ARNs and writes the reason where cdk-nag (AwsSolutions-IAM5) looks for it. */
export function grantPattern(fn: MaitredFunction, grant: PatternGrant): void {
  const { actions, pattern, conditions } = grant;
  fn.addToRolePolicy(
    new PolicyStatement({ actions: [...actions], resources: [pattern], ...(conditions && { conditions }) }),
  );
  const finding = flattenCfnReference(Stack.of(fn).resolve(pattern));
  if (fn.role) {
    Validations.of(fn.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${finding}]`,
      reason: grant.because,
    });
  }
}

/**
 * The ARN of another stack's resource as this stack will import it. A plain reference turns into the import only when the
 * app is synthesized, too late to name it in a cdk-nag reason.
 */
export function importedArn(owner: Stack, arn: string): string {
  return Token.isUnresolved(arn) ? owner.exportValue(arn) : arn;
}
