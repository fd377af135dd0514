import type { World } from './world.ts';
import type { Written } from './written.ts';

/** The oracle's verdict on a condition and on each of its parts, segments that it names included. */
export function explain(world: World, written: Written, now: number, file: string, depth = 0): string[] {
  const verdict = world.judge(world, written, now, file) ? 'holds' : 'fails';
  const line = (text: string) => `${'  '.repeat(depth)}${verdict}: ${text}`;
  if (written === 'everyone') return [line('everyone')];
  const parts = written.all ?? written.any ?? (written.not === undefined ? [] : [written.not]);
  const inner = parts.flatMap((part) => explain(world, part, now, file, depth + 1));
  if (parts.length > 0) return [line(Object.keys(written)[0] ?? ''), ...inner];
  const { segment } = written;
  const when = segment === undefined ? undefined : world.playbook.segments[segment]?.when;
  const named = when === undefined ? [] : explain(world, when, now, segment ?? '', depth + 1);
  return [line(JSON.stringify(written)), ...named];
}
