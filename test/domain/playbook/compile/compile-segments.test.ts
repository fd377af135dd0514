import { describe, expect, it } from 'vitest';
import { compiled } from '../../../support/a-folder.ts';

describe('a long row of segments that ask about each other', () => {
  it('given five thousand, then they are put in order and compiled', async () => {
    const count = 5000;
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `segments/s${index}.yaml`,
        index === count - 1 ? 'when: { event: X }\n' : `when: { segment: s${index + 1} }\n`,
      ]),
    );
    const { program } = await compiled(files);
    expect(program.segments.at(0)?.id).toBe(`s${count - 1}`);
    expect(program.segments.at(-2)?.id).toBe('s0');
  });
});
