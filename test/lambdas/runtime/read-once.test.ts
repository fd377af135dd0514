import { describe, expect, it } from 'vitest';
import { readOnce, repeatedIn } from '../../../lambdas/runtime/read-once.ts';

const asked = (raw: string, query: Record<string, string>) => ({ query, repeated: repeatedIn(raw) });

describe('readOnce', () => {
  it('given a value, then that, commas and all', () => {
    const request = asked('campaign=a,b&segment=vip', { campaign: 'a,b', segment: 'vip' });
    expect(readOnce(request, 'campaign')).toBe('a,b');
    expect(readOnce(request, 'id')).toBeUndefined();
  });

  it('given it twice, then it is refused by its name, the same value or not', () => {
    const request = asked('campaign=a&segment=vip&campaign=a', { campaign: 'a,a', segment: 'vip' });
    expect(() => readOnce(request, 'campaign')).toThrow('campaign was given more than once');
    expect(readOnce(request, 'segment')).toBe('vip');
  });
});
