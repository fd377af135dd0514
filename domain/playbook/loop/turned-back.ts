import type { Write } from './campaign-writes.ts';
import type { Declared } from './turns-by-time.ts';
import { turnsByWrite } from './turns-by-write.ts';

/**
 * Of a campaign's writes, in their order, those that come after one that surely turns its segment back on the same way: who
 * entered has left by then, and may enter again.
 */
export function afterTurningBack(
  writes: readonly Write[],
  { segment, isEntered }: { readonly segment: string; readonly isEntered: boolean },
  declared: Declared,
): ReadonlySet<Write> {
  const turned = new Set<string>();
  const after = new Set<Write>();
  for (const write of writes) {
    if (armsAround(write.arm).some((arm) => turned.has(arm))) after.add(write);
    if (write.isCertain && turnsByWrite({ segment }, write, declared).holds === !isEntered)
      turned.add(write.arm);
  }
  return after;
}

/** `2.1.3.1.` is within `2.1.`, and that within the steps themselves. */
function armsAround(arm: string): string[] {
  const ends = [...arm.matchAll(/\./gu)].map(({ index }) => index + 1);
  return ['', ...ends.map((end) => arm.slice(0, end))];
}
