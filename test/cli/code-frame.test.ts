import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../cli/code-frame.ts';
import { plainTerminal } from '../support/plain-terminal.ts';

const TEXT = 'name: VIP\nwhen:\n  all:\n    - { trait: tier }\n    - everyone\n\n';
const frame = (text: string, line: number, column: number) =>
  codeFrame(plainTerminal().terminal, text, { line, column });

describe('the lines around a place', () => {
  it('given a place in the middle, then two lines before, one after, and a caret under the column', () => {
    expect(frame(TEXT, 4, 9)).toEqual([
      '  2 | when:',
      '  3 |   all:',
      '> 4 |     - { trait: tier }',
      '    |         ^',
      '  5 |     - everyone',
    ]);
  });

  it('given the first line, then none stands before it', () => {
    expect(frame(TEXT, 1, 1)).toEqual(['> 1 | name: VIP', '    | ^', '  2 | when:']);
  });

  it('given numbers of one and two digits, then they line up', () => {
    const text = Array.from({ length: 12 }, (_, index) => `line${index + 1}`).join('\n');
    expect(frame(text, 10, 2)).toEqual([
      '   8 | line8',
      '   9 | line9',
      '> 10 | line10',
      '     |  ^',
      '  11 | line11',
    ]);
  });

  it('given a tab before the place, then the caret is moved by a tab too', () => {
    expect(frame('\ta: x', 1, 5)).toEqual(['> 1 | \ta: x', '    | \t   ^']);
  });

  it('given a line longer than a terminal, then it is cut on both sides, and the caret stays under the place', () => {
    const text = `${'x'.repeat(200)}HERE${'y'.repeat(200)}`;
    const [line = '', caret = ''] = frame(text, 1, 201);
    expect(line.length).toBeLessThan(120);
    expect(line).toMatch(/…x+HEREy+…$/u);
    expect(caret.indexOf('^')).toBe(line.indexOf('HERE'));
  });

  it('given a line that ends in a carriage return, then it is not shown', () => {
    expect(frame('a: 1\r\nb: 2\r\n', 1, 1)).toEqual(['> 1 | a: 1', '    | ^', '  2 | b: 2']);
  });

  it('given no such line, or no text, then nothing', () => {
    expect(frame(TEXT, 40, 1)).toEqual([]);
    expect(frame('', 1, 1)).toEqual([]);
  });
});
