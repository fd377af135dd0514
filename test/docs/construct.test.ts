import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(PROJECT_FOLDER, path), 'utf8');
const GUIDE = read('docs/construct.md');

it('given the guide’s example, then it is the app that the tests deploy', () => {
  expect(GUIDE).toContain(`\`\`\`ts\n${read('test/construct/foreign-app/app.ts')}\`\`\`\n`);
});

it('given the construct’s properties, then the guide’s table has each, with its default', () => {
  const props = read('lib/maitred-props.ts');
  const documented = [...props.matchAll(/@default (.+)\n.*\n {2}readonly (\w+)\?:/g)].map(
    ([, , name]) => name,
  );
  const rows = [...GUIDE.matchAll(/^\| `(\w+)` +\| \S.*\S +\| \S/gm)].map(([, name]) => name);

  expect(documented).toEqual([...props.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name));
  expect(documented).toContain('playbook');
  expect(rows).toEqual(documented);
});
