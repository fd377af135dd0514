import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileFolder } from '../../cli/compile-folder.ts';

const PLAYBOOKS = readdirSync('playbooks').map((name) => `playbooks/${name}`);

describe('the playbooks of this house', () => {
  it.each(PLAYBOOKS)('given %s, then it is in order', async (folder) => {
    const { problems } = await compileFolder(folder);
    expect(problems).toEqual([]);
  });

  it('given all of them, then every channel is used', async () => {
    const folders = await Promise.all(PLAYBOOKS.map(compileFolder));
    const steps = folders
      .flatMap(({ program }) => Object.values(program?.campaigns ?? {}))
      .flatMap(({ steps }) => steps);
    const channels = steps.flatMap((step) =>
      step.kind === 'send' ? step.contents.map(({ channel }) => channel) : [],
    );
    expect([...new Set(channels)].sort()).toEqual(['email', 'push', 'sms', 'staff', 'webhook']);
  });

  it('given the hotel’s email, then its HTML keeps Liquid, and German guests have their own', async () => {
    const { templates } = (await compileFolder('playbooks/hotel')) as {
      templates?: { templates: Record<string, { html: string }> };
    };
    expect(Object.keys(templates?.templates ?? {}).sort()).toEqual(['win-back', 'win-back.de']);
    expect(templates?.templates['win-back']?.html).toContain('{{ profile.firstName | default: "guest" }}');
    expect(templates?.templates['win-back']?.html).toMatch(/^<!doctype html>/i);
  });
});
