import { EventEmitter } from 'node:events';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchStories } from '../../../cli/test/watch-stories.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

/** Somebody at a keyboard. */
class Keyboard extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }
  resume(): void {}
  pause(): void {}
  press(key: string): void {
    this.emit('data', Buffer.from(key));
  }
}

const SEGMENT = 'when: { trait: tier, is: gold }\n';
const STORY = `story: Ann is a VIP
start: 2026-03-02T10:00:00Z
steps:
  - identify: { userId: ann, traits: { tier: gold } }
  - expect: { segment: vip }
`;

describe('watching stories', () => {
  let house: string;
  let inn: string;
  let keyboard: Keyboard;
  let terminal: ReturnType<typeof plainTerminal>;
  let clears: number;
  let watching: Promise<void> | undefined;

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    house = join(folder, 'house');
    inn = join(folder, 'inn');
    await mkdir(join(house, 'segments'), { recursive: true });
    await mkdir(join(house, 'tests'));
    await writeFile(join(house, 'playbook.yaml'), 'name: House\ntimezone: UTC\n');
    await writeFile(join(house, 'segments', 'vip.yaml'), SEGMENT);
    await writeFile(join(house, 'tests', 'vip.yaml'), STORY);
    await cp(house, inn, { recursive: true });
    await writeFile(join(inn, 'playbook.yaml'), 'name: Inn\ntimezone: UTC\n');
    keyboard = new Keyboard();
    terminal = plainTerminal();
    clears = 0;
  });
  afterEach(async () => {
    keyboard.press('q');
    await watching;
    await rm(join(house, '..'), { recursive: true });
  });

  /** Begins to watch, and comes back when everything was played once. */
  async function watch(...folders: string[]): Promise<void> {
    const clear = () => {
      clears += 1;
      terminal.out.length = 0;
    };
    watching = watchStories({ ...terminal.terminal, clear }, folders, { reporter: 'text' }, keyboard);
    await shown(1, 'Watching for changes');
  }

  /** Comes back when the screen was cleared so often and shows a text. */
  const shown = (times: number, text: string): Promise<void> =>
    vi.waitFor(
      () => {
        expect(clears).toBe(times);
        expect(terminal.out.join('\n')).toContain(text);
      },
      { timeout: 10_000, interval: 10 },
    );

  it('given a file is written, then the stories of its playbook alone are played again, on a clean screen', async () => {
    await watch(house, inn);
    expect(terminal.out.join('\n')).toMatch(/House[\s\S]*Inn/u);
    await writeFile(join(inn, 'segments', 'vip.yaml'), SEGMENT.replace('gold', 'silver'));
    await shown(2, '1 failed');
    expect(terminal.out.join('\n')).not.toContain('House');
  });

  it('given YAML that is broken, then its problem is shown, and once it is mended the stories are played', async () => {
    await watch(house);
    await writeFile(join(house, 'segments', 'vip.yaml'), 'when: { trait: tier, is: gold\n');
    await shown(2, 'segments/vip.yaml:2:1');
    expect(terminal.out.join('\n')).toContain('1 not in order');
    await writeFile(join(house, 'segments', 'vip.yaml'), SEGMENT);
    await shown(3, '1 passed');
  });

  it('given an editor that puts a new file in the place of the old one, then that is noticed, also twice', async () => {
    await watch(house);
    for (const [tier, outcome, times] of [
      ['silver', '1 failed', 2],
      ['gold', '1 passed', 3],
    ] as const) {
      const swap = join(house, 'segments', '.vip.yaml.swp');
      await writeFile(swap, SEGMENT.replace('gold', tier));
      await rename(swap, join(house, 'segments', 'vip.yaml'));
      await shown(times, outcome);
    }
  });

  it('given playbook.yaml is gone for a while, then that is said and the watch goes on', async () => {
    await watch(house);
    await rename(join(house, 'playbook.yaml'), join(house, '.kept'));
    await vi.waitFor(() => expect(terminal.errors.join('\n')).toContain('there is no playbook.yaml'), 10_000);
    await rename(join(house, '.kept'), join(house, 'playbook.yaml'));
    await shown(3, '1 passed');
  });

  it('given a folder that is made later, then what is written in it is noticed', async () => {
    await watch(house);
    await mkdir(join(house, 'traits'));
    await writeFile(join(house, 'traits', 'visits.yaml'), 'cuont: true\nof: { event: Visited }\n');
    await vi.waitFor(() => expect(terminal.out.join('\n')).toContain('traits/visits.yaml:1:1'), 10_000);
  });

  it('given r is pressed, then all are played again; given q, then the keyboard is given back', async () => {
    await watch(house, inn);
    expect(keyboard.isRaw).toBe(true);
    keyboard.press('r');
    await shown(2, 'Watching for changes');
    expect(terminal.out.join('\n')).toMatch(/House[\s\S]*Inn/u);
    keyboard.press('q');
    await watching;
    expect(keyboard.isRaw).toBe(false);
    expect(keyboard.listenerCount('data')).toBe(0);
  });

  it('given a folder that is no playbook, then there is nothing to watch', async () => {
    await expect(
      watchStories(terminal.terminal, [join(house, 'tests')], { reporter: 'text' }, keyboard),
    ).rejects.toThrow('there is no playbook.yaml');
  });
});
