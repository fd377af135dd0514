import { describe, expect, it } from 'vitest';
import { changesIn, patchPlaybook } from '../../../domain/playbook/patch-playbook.ts';
import type { DeploySource } from '../../../domain/playbook/schema/deploy-schema.ts';

const FILES = [
  { path: 'playbook.yaml', text: '…', data: { name: 'Inn', timezone: 'UTC', caps: [] } },
  { path: 'segments/vip.yaml', text: '…', data: { when: { event: 'Checked In', count: { atLeast: 3 } } } },
  { path: 'campaigns/hello.yaml', text: '…', data: { trigger: { segment: 'vip' }, steps: [] } },
  { path: 'templates/hello.liquid', text: '<p>Hello</p>' },
];

function patched(deploy: DeploySource) {
  const files = patchPlaybook(FILES, changesIn(deploy));
  return Object.fromEntries(files.map(({ path, data }) => [path, data]));
}

describe('what a deploy of a story changes', () => {
  it('given keys of a file, then each takes the place of its own as a whole, and the others stay', () => {
    const files = patched({ segments: { vip: { when: { event: 'Checked In' }, name: 'VIP' } } });
    expect(files['segments/vip.yaml']).toEqual({ when: { event: 'Checked In' }, name: 'VIP' });
    expect(files['campaigns/hello.yaml']).toEqual({ trigger: { segment: 'vip' }, steps: [] });
  });

  it('given null, then the key is taken out, or the file', () => {
    const files = patched({ playbook: { caps: null }, campaigns: { hello: null } });
    expect(files['playbook.yaml']).toEqual({ name: 'Inn', timezone: 'UTC' });
    expect(Object.keys(files)).toEqual(['playbook.yaml', 'segments/vip.yaml', 'templates/hello.liquid']);
  });

  it('given a file that is none of its own, then it is added', () => {
    const files = patched({ traits: { visits: { count: true, of: { event: 'Checked In' } } } });
    expect(files['traits/visits.yaml']).toEqual({ count: true, of: { event: 'Checked In' } });
  });

  it('given nothing, then they are the very same; given a change, then its text is another', () => {
    expect(patchPlaybook(FILES, changesIn({}))).toEqual(FILES);
    const [settings] = patchPlaybook(FILES, changesIn({ playbook: { name: 'Hotel' } }));
    expect(settings?.text).toContain('Hotel');
  });
});
