import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readDeployment } from '../../lib/deployment.ts';

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
});
