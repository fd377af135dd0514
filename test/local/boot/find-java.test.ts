import { describe, expect, it } from 'vitest';
import { parseJavaVersion } from '../../../local/boot/find-java.ts';

describe('the version of a Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_292"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', 0],
  ])('of %j is %i', (text, version) => {
    expect(parseJavaVersion(text)).toBe(version);
  });
});
