import { Construct } from 'constructs';
import type { FunctionName } from '../../lambdas/contract/functions.ts';
import { MaitredFunction, type MaitredFunctionProps } from '../constructs/maitred-function.ts';
import type { DataStack } from '../data-stack.ts';
import type { CodeOf } from '../shipped-code.ts';

export interface FeatureProps {
  readonly stage: string;
  readonly data: DataStack;
  readonly codeOf: CodeOf;
}

/** A part of the service: its functions, and what calls them. */
export abstract class Feature extends Construct {
  protected readonly data: DataStack;
  private readonly props: FeatureProps;

  constructor(scope: Construct, id: string, props: FeatureProps) {
    super(scope, id);
    this.data = props.data;
    this.props = props;
  }

  /** Creates a function under its permanent construct id, the name in PascalCase. */
  protected createFunction(
    name: FunctionName,
    options: Pick<MaitredFunctionProps, 'asynchronous' | 'isCalledByCloudFormation'> = {},
  ): MaitredFunction {
    return new MaitredFunction(this, pascalCase(name), {
      name,
      stage: this.props.stage,
      code: this.props.codeOf(name),
      ...options,
    });
  }
}

function pascalCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
