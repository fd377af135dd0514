import { describe, expect, test } from 'vitest';
import { requireStage } from '../../lib/deployment.ts';

describe('a stage', () => {
  test.each(['dev', 'prod', 'eu-2', 'venue', 'eu-venues'])('may be called %s', (stage) => {
    expect(requireStage(stage)).toBe(stage);
  });

  test.each(['Prod', 'a_b', '1st', 'much-too-long-a-stage', '', 'eu-venue', 'eu-venue-1'])(
    'may not be called %j',
    (stage) => {
      expect(() => requireStage(stage)).toThrow(/stage .*lower-case/);
    },
  );
});
