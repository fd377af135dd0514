import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import { describeError } from '../../../lambdas/runtime/describe-error.ts';

/** What JSON.parse says of a payload: it quotes it. */
function syntaxErrorOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    return error;
  }
}

describe('describeError', () => {
  it('says of our own errors what, why and from what they came', () => {
    const cause = Object.assign(new Error('no answer from john@example.com'), { code: 'ECONNRESET' });
    const described = describeError(new UnavailableError('table Profiles', cause));
    expect(described).toMatchObject({
      error: 'UnavailableError',
      code: 'unavailable',
      reason: 'table Profiles is not available',
      cause: {
        error: 'Error',
        code: 'ECONNRESET',
        at: expect.arrayContaining([expect.stringContaining('describe-error.test.ts')]),
      },
    });
    expect(JSON.stringify(described)).not.toContain('john');
  });

  it('says of any other error its name and its place, and nothing of its message', () => {
    const described = describeError(syntaxErrorOf('john@example.com'));
    expect(described).toMatchObject({
      error: 'SyntaxError',
      at: expect.arrayContaining([expect.stringContaining('syntaxErrorOf')]),
    });
    expect(JSON.stringify(described)).not.toContain('john');
  });

  it('takes no line of a message for a place', () => {
    const error = new TypeError('bad\n    at john@example.com (payload:1:1)');
    expect(JSON.stringify(describeError(error))).not.toContain('john');
  });

  it.each(['john@example.com', undefined, null, 7])(
    'says of %s, which is no error, its type only',
    (thrown) => {
      const described = describeError(thrown);
      expect(described.error).toBe(thrown === null ? 'null' : typeof thrown);
      expect(JSON.stringify(described)).not.toContain('john');
    },
  );

  it('ends where an error is its own cause', () => {
    const error: Error & { cause?: unknown } = new UnavailableError('x');
    error.cause = error;
    expect(describeError(error)).toMatchObject({ error: 'UnavailableError' });
  });
});
