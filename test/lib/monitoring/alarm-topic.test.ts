import { expect, test } from 'vitest';
import { resourcesOf, synthesizeApp } from '../synthesized-app.ts';

test('the key of the alarms’ topic goes with its stack: a key that nobody needs would cost a dollar a month', () => {
  const keys = resourcesOf(synthesizeApp().service, 'AWS::KMS::Key');

  expect(keys.map(([, key]) => key)).toEqual([
    expect.objectContaining({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
  ]);
});
