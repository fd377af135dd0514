import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../cli/compile-template.ts';
import { loadMjmlAhead, startTemplates } from '../../cli/start-templates.ts';

const MJML =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>';
const hello = { path: 'templates/hello.mjml', text: MJML };
const broken = { path: 'templates/broken.mjml', text: '<mjml><mj-body><mj-txt></mj-txt></mj-body></mjml>' };
const plain = { path: 'templates/plain.liquid', text: '<p>{{ event.name }}</p>' };

describe('templates that are compiled while other files are read', () => {
  it('given several, then each comes to what it comes to alone, by its path', async () => {
    const compiled = await startTemplates([broken, hello, plain])();

    expect([...compiled.keys()]).toEqual([broken.path, hello.path, plain.path]);
    for (const file of [broken, hello, plain]) {
      expect(compiled.get(file.path)).toEqual(await compileTemplate(file));
    }
    expect(compiled.get(broken.path)?.problems).not.toEqual([]);
  });

  it('given two playbooks at once, then each has its own', async () => {
    const [first, second] = [startTemplates([hello]), startTemplates([broken])];

    expect([...(await second()).keys()]).toEqual([broken.path]);
    expect([...(await first()).keys()]).toEqual([hello.path]);
  });

  it('given folders of which one has templates and one is not there, then MJML may be loaded ahead, and nothing else changes', async () => {
    loadMjmlAhead(['playbooks/hotel', 'playbooks/nowhere']);
    const compiled = await startTemplates([hello, broken])();

    expect(compiled.get(hello.path)).toEqual(await compileTemplate(hello));
    expect(compiled.get(broken.path)).toEqual(await compileTemplate(broken));
  });

  it('given nothing in MJML, then what is HTML already stays as it is', async () => {
    const compiled = await startTemplates([plain])();

    expect(compiled.get(plain.path)).toEqual({ html: plain.text, problems: [] });
  });
});
