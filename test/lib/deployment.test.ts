import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readDeployment } from '../../lib/deployment.ts';
import { resourcesOf, synthesizeApp } from './synthesized-app.ts';

const deploymentOf = (context: Record<string, unknown>) => readDeployment(new App({ context }).node);

describe('a deployment', () => {
  test('is dev and to be kept unless the context says otherwise', () => {
    expect(deploymentOf({})).toEqual({ stage: 'dev', disposable: false });
    expect(deploymentOf({ stage: 'prod', disposable: 'true' })).toEqual({ stage: 'prod', disposable: true });
  });

  test.each(['Prod', 'a_b', '1st', 'much-too-long-a-stage', ''])('refuses the stage %j', (stage) => {
    expect(() => deploymentOf({ stage })).toThrow(/stage .*lower-case/);
  });

  test('refuses a disposable that is neither true nor false', () => {
    expect(() => deploymentOf({ disposable: 'yes' })).toThrow('disposable "yes": use true or false');
  });

  test('leaves nothing behind when it is disposable', () => {
    const { data, service } = synthesizeApp({ disposable: true });

    const kept = [data, service].flatMap((template) =>
      Object.entries(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>)
        .filter(([, resource]) => resource.DeletionPolicy === 'Retain')
        .map(([logicalId]) => logicalId),
    );
    expect(kept).toEqual([]);
    for (const [, table] of resourcesOf(data, 'AWS::DynamoDB::Table')) {
      expect(table.Properties.DeletionProtectionEnabled).toBe(false);
    }
  });
});
