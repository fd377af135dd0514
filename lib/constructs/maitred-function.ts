import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT, type EnvironmentVariable } from '../../lambdas/contract/environment-variables.ts';
import type { FunctionName } from '../../lambdas/contract/functions.ts';
import {
  type Acknowledged,
  acknowledge,
  OF_EVERY_FUNCTION,
  OF_FUNCTIONS_OF_CLOUDFORMATION,
  OF_FUNCTIONS_THAT_ARE_ASKED,
  OF_LOGS,
  OF_ROLES,
} from './acknowledged.ts';
import { FUNCTION_SETTINGS } from './function-settings.ts';

export interface MaitredFunctionProps {
  readonly name: FunctionName;
  readonly stage: string;
  readonly code: Code;
  /** What Lambda does with an asynchronous call that fails; callers that retry themselves need none. */
  readonly asynchronous?: AsynchronousCalls;
  /** Whether it makes a custom resource: called asynchronously too, and what is lost is told by the stack's timeout. */
  readonly isCalledByCloudFormation?: boolean;
}

export interface AsynchronousCalls {
  readonly retryAttempts: number;
  /** An older call is not worth another try. */
  readonly maximumAge: Duration;
  /** Where a call goes that is not tried again. */
  readonly deadLetterQueue: IQueue;
}

/**
 * A function with our defaults and no rights but to write its own log. Whoever gives it a right (grants.ts) also sets the
 * environment variable that names the thing.
 */
export class MaitredFunction extends LambdaFunction {
  /** Its name in the contract. */
  readonly shortName: FunctionName;

  constructor(scope: Construct, id: string, props: MaitredFunctionProps) {
    const settings = FUNCTION_SETTINGS[props.name];
    const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.ONE_MONTH });
    // A role of our own: the default one gets the managed policy that may write every log of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      description: `Maitred ${props.name} (${props.stage})`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code,
      handler: 'index.handler',
      role,
      logGroup,
      ...(props.asynchronous && asynchronousOptions(props.asynchronous)),
      timeout: Duration.seconds(settings.timeoutSeconds),
      memorySize: settings.memoryMegabytes,
      environment: {
        POWERTOOLS_SERVICE_NAME: `maitred-${props.name}`,
        [ENVIRONMENT.stage]: props.stage,
      },
    });
    this.shortName = props.name;
    logGroup.grantWrite(role);
    acknowledge(this, OF_EVERY_FUNCTION, whyWithoutDeadLetters(props));
    acknowledge(role, OF_ROLES);
    acknowledge(logGroup, OF_LOGS);
  }

  /** Sets a variable of the contract; beside the grant of the right to use what it names. */
  setVariable(name: EnvironmentVariable, value: string): void {
    this.addEnvironment(name, value);
  }
}

function whyWithoutDeadLetters(props: MaitredFunctionProps): Acknowledged {
  if (props.asynchronous) return {};
  return props.isCalledByCloudFormation ? OF_FUNCTIONS_OF_CLOUDFORMATION : OF_FUNCTIONS_THAT_ARE_ASKED;
}

function asynchronousOptions(calls: AsynchronousCalls) {
  return {
    retryAttempts: calls.retryAttempts,
    maxEventAge: calls.maximumAge,
    deadLetterQueue: calls.deadLetterQueue,
  };
}
