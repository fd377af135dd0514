import { describe, expect, it } from 'vitest';
import { followTurns } from '../../../../domain/segment/condition/follow-turns.ts';

describe('followTurns', () => {
  it('given moments that turn nothing, then it names the first that does', () => {
    const turns = followTurns(0, (moment) => ({ holds: moment < 3, changesAt: moment + 1 }));
    expect(turns).toEqual({ holds: true, changesAt: 3 });
  });

  it('given that nothing turns any more, then it never changes', () => {
    const turns = followTurns(0, (moment) => ({ holds: false, changesAt: moment < 3 ? moment + 1 : null }));
    expect(turns).toEqual({ holds: false, changesAt: null });
    expect(followTurns(0, () => ({ holds: true, changesAt: null }))).toEqual({
      holds: true,
      changesAt: null,
    });
  });

  it('given very many that turn nothing, then it looks at 128 of them and names the next', () => {
    const turns = followTurns(0, (moment) => ({ holds: true, changesAt: moment + 1 }));
    expect(turns).toEqual({ holds: true, changesAt: 129 });
  });
});
