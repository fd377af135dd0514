import { describe, expect, it } from 'vitest';
import { isDevelopersMachine } from '../../../lambdas/runtime/is-developers-machine.ts';

describe('isDevelopersMachine', () => {
  it.each(['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566'])(
    'holds for the stage local where AWS is at %s',
    (endpoint) => {
      expect(isDevelopersMachine('local', endpoint)).toBe(true);
      expect(isDevelopersMachine('prod', endpoint)).toBe(false);
    },
  );

  it.each([
    undefined,
    '',
    'not a url',
    'https://dynamodb.eu-central-1.amazonaws.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1@example.com',
    'http://10.0.0.5',
  ])('does not hold for a stage that is only named local, with AWS at %s', (endpoint) => {
    expect(isDevelopersMachine('local', endpoint)).toBe(false);
  });
});
