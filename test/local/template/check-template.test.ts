import { describe, expect, it } from 'vitest';
import { checkTemplate } from '../../../local/template/check-template.ts';
import type { StackTemplate, TemplateResource } from '../../../local/template/template.ts';

const stackOf = (resource: TemplateResource): StackTemplate => ({
  stackName: 'Stack',
  resources: { Thing: resource },
  outputs: {},
  mappings: {},
  parameters: {},
  assets: {},
});

describe('what a template may hold', () => {
  it('given a resource type that is not known, then it stops and names it', () => {
    expect(() => checkTemplate(stackOf({ Type: 'AWS::Kinesis::Stream' }))).toThrow(
      /Thing \(AWS::Kinesis::Stream\)/,
    );
  });

  it('given a property that is not known, then it stops and names it', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };
    expect(() => checkTemplate(stackOf(queue))).toThrow(/property FifoQueue/);
  });

  it('given a nested property that is not known, also within a list, then it stops and names it', () => {
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['x'] }, Targets: [{ Arn: 'a', Id: '1', InputTransformer: {} }] },
    };
    expect(() => checkTemplate(stackOf(rule))).toThrow(/Targets: property InputTransformer/);
  });

  it('given a conditional resource, then it stops', () => {
    const queue = { Type: 'AWS::SQS::Queue', Condition: 'IsProduction' };
    expect(() => checkTemplate(stackOf(queue))).toThrow(/conditional/);
  });

  it('given properties that are carried out or have no meaning here, then it goes on', () => {
    const queue = {
      Type: 'AWS::SQS::Queue',
      Properties: { VisibilityTimeout: 30, SqsManagedSseEnabled: true },
    };
    expect(() => checkTemplate(stackOf(queue))).not.toThrow();
  });
});
