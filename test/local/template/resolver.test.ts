// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has placeholders of its own
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../local/template/resolver.ts';
import type { StackTemplate } from '../../../local/template/template.ts';

const stackOf = (overrides: Partial<StackTemplate>): StackTemplate => ({
  stackName: 'Stack',
  resources: {},
  outputs: {},
  mappings: {},
  parameters: {},
  assets: {},
  ...overrides,
});
const names = {
  ref: (_: StackTemplate, id: string) => `ref-${id}`,
  attribute: (_: StackTemplate, id: string, attribute: string) => `${id}.${attribute}`,
};

describe('intrinsic functions', () => {
  const data = stackOf({
    stackName: 'Data',
    outputs: { Name: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Table' } } },
  });
  const service = stackOf({ stackName: 'Service', mappings: { Sizes: { big: { memory: 1024 } } } });
  const resolve = createResolver([data, service], names);

  it.each([
    [{ Ref: 'Queue' }, 'ref-Queue'],
    [{ Ref: 'AWS::StackName' }, 'Service'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, 'a-ref-B'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    [
      { 'Fn::Sub': 'x-${AWS::Region}-${Queue}-${Queue.Arn}-${!kept}' },
      'x-us-east-1-ref-Queue-Queue.Arn-${kept}',
    ],
    [{ 'Fn::Sub': ['${Own}', { Own: { Ref: 'B' } }] }, 'ref-B'],
    [{ 'Fn::ImportValue': 'Data:Table' }, 'ref-Table'],
    [{ 'Fn::FindInMap': ['Sizes', 'big', 'memory'] }, 1024],
    [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('%j is %j', (value, expected) => {
    expect(resolve(service, value)).toEqual(expected);
  });

  it('given one that is not known, then it stops and names it', () => {
    expect(() => resolve(service, { 'Fn::Cidr': [] })).toThrow(/Fn::Cidr/);
    expect(() => resolve(service, { 'Fn::ImportValue': 'Nobody' })).toThrow(/no stack exports Nobody/);
  });
});
