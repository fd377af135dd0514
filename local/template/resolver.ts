import { ACCOUNT, PARTITION, REGION, type StackTemplate, UnknownTemplatePart } from './template.ts';

/** What a resource is called and what its attributes are; given by the types that the runner knows. */
export interface ResourceNames {
  ref(stack: StackTemplate, logicalId: string): unknown;
  attribute(stack: StackTemplate, logicalId: string, attribute: string): unknown;
}

export type Resolve = (stack: StackTemplate, value: unknown) => unknown;

type Intrinsic = (stack: StackTemplate, argument: unknown) => unknown;

const NO_VALUE = Symbol('AWS::NoValue');

/**
 * A function that replaces CloudFormation's intrinsic functions in a value by what they stand for, across all stacks.
 * @throws UnknownTemplatePart for an intrinsic function, export or reference that it does not know
 */
export function createResolver(stacks: readonly StackTemplate[], names: ResourceNames): Resolve {
  const resolve: Resolve = (stack, value) => {
    if (Array.isArray(value))
      return value.map((one) => resolve(stack, one)).filter((one) => one !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const [entry, ...others] = Object.entries(value);
    if (entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'))) {
      const intrinsic = intrinsics[entry[0]];
      if (intrinsic === undefined)
        throw new UnknownTemplatePart(`${stack.stackName}: intrinsic function ${entry[0]}`);
      return intrinsic(stack, entry[1]);
    }
    const resolved = Object.entries(value).map(([key, one]) => [key, resolve(stack, one)] as const);
    return Object.fromEntries(resolved.filter(([, one]) => one !== NO_VALUE));
  };
  const text = (stack: StackTemplate, value: unknown) => String(resolve(stack, value));
  const list = (stack: StackTemplate, value: unknown) => resolve(stack, value) as unknown[];
  const reference = (stack: StackTemplate, name: string): unknown => {
    const pseudo = pseudoParameter(stack, name);
    if (pseudo !== undefined) return pseudo;
    const parameter = stack.parameters[name];
    if (parameter !== undefined) return parameter.Default;
    return names.ref(stack, name);
  };
  const attribute = (stack: StackTemplate, path: string): unknown => {
    const dot = path.indexOf('.');
    return names.attribute(stack, path.slice(0, dot), path.slice(dot + 1));
  };
  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (stack, argument) => reference(stack, String(argument)),
    'Fn::GetAtt': (stack, argument) =>
      attribute(stack, Array.isArray(argument) ? argument.join('.') : String(argument)),
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = argument as [string, unknown];
      return list(stack, parts).join(separator);
    },
    'Fn::Split': (stack, argument) => {
      const [separator, source] = argument as [string, unknown];
      return text(stack, source).split(separator);
    },
    'Fn::Select': (stack, argument) => {
      const [index, source] = argument as [number | string, unknown];
      return list(stack, source)[Number(index)];
    },
    'Fn::Sub': (stack, argument) => {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
      const given = resolve(stack, variables) as Record<string, unknown>;
      return String(template).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
        if (literal !== '') return whole.replace('!', '');
        if (name in given) return String(given[name]);
        return String(name.includes('.') ? attribute(stack, name) : reference(stack, name));
      });
    },
    'Fn::ImportValue': (stack, argument) => importedValue(text(stack, argument)),
    'Fn::FindInMap': (stack, argument) => {
      const [map, first, second] = list(stack, argument).map(String);
      return resolve(stack, stack.mappings[map ?? '']?.[first ?? '']?.[second ?? '']);
    },
  };
  const importedValue = (name: string): unknown => {
    for (const stack of stacks) {
      for (const output of Object.values(stack.outputs)) {
        if (output.Export !== undefined && text(stack, output.Export.Name) === name)
          return resolve(stack, output.Value);
      }
    }
    throw new UnknownTemplatePart(`no stack exports ${name}`);
  };
  return resolve;
}

function pseudoParameter(stack: StackTemplate, name: string): unknown {
  const values: Record<string, unknown> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': REGION,
    'AWS::Partition': PARTITION,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.stackName,
    'AWS::StackId': `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${stack.stackName}/local`,
    'AWS::NoValue': NO_VALUE,
  };
  return values[name];
}
