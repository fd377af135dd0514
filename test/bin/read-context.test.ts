import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readContext } from '../../bin/read-context.ts';

const contextOf = (context: Record<string, unknown>) => readContext(new App({ context }).node);

describe('the context of our own app', () => {
  test('says the stage, its playbook, and whether the deployment may be destroyed', () => {
    const said = { stage: 'prod', playbook: 'playbooks/hotel' };

    expect(contextOf({ ...said, disposable: 'true' })).toEqual({ ...said, disposable: true });
  });

  test('leaves the stage to the construct, and keeps what is deployed, unless it says otherwise', () => {
    expect(contextOf({})).toEqual({ disposable: false });
  });

  test('may say whether the deployment is watched', () => {
    expect(contextOf({ alarms: 'false' })).toEqual({ disposable: false, alarms: false });
    expect(contextOf({ alarms: 'true' })).toEqual({ disposable: false, alarms: {} });
  });

  test('may not hold a disposable that is neither true nor false', () => {
    expect(() => contextOf({ disposable: 'yes' })).toThrow('disposable "yes": use true or false');
  });
});
