import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  DEFAULT_BUDGET_PER_MONTH,
  DEFAULT_SMS_BUDGET_PER_MONTH,
} from '../../lib/monitoring/alarm-settings.ts';
import { DEFAULT_THRESHOLDS } from '../../lib/monitoring/alarm-thresholds.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(PROJECT_FOLDER, path), 'utf8');
const GUIDE = read('docs/construct.md');

it('given the guide’s example, then it is the app that the tests deploy', () => {
  expect(GUIDE).toContain(`\`\`\`ts\n${read('test/construct/foreign-app/app.ts')}\`\`\`\n`);
});

/** The optional properties of an interface, each with its default. */
function propertiesIn(path: string): string[] {
  const source = read(path);
  const documented = [...source.matchAll(/@default (.+)\n.*\n {2}readonly (\w+)\?:/g)].map(
    ([, , name = '']) => name,
  );
  expect(documented).toEqual([...source.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name));
  return documented;
}

/** The rows of the table whose first column is headed so: name and default. */
function tableOf(heading: string): [string, string][] {
  const [, rest = ''] = GUIDE.split(new RegExp(`^\\| ${heading} +\\| default .*\\n\\|[ |-]+\\n`, 'm'));
  const [rows = ''] = rest.split(/^(?!\|)/m);
  return [...rows.matchAll(/^\| `(\w+)` +\| (\S.*?\S) +\| \S/gm)].map(([, name = '', byDefault = '']) => [
    name,
    byDefault,
  ]);
}

const namesIn = (table: readonly [string, string][]) => table.map(([name]) => name);

it('given the construct’s properties, then the guide’s table has each, with its default', () => {
  const documented = propertiesIn('lib/maitred-props.ts');

  expect(documented).toContain('playbook');
  expect(namesIn(tableOf('property'))).toEqual(documented);
});

it('given the settings of alarms, then the guide’s table has each, and the figures are those of the code', () => {
  const table = tableOf('setting');

  expect(namesIn(table)).toEqual(propertiesIn('lib/monitoring/alarm-settings.ts'));
  expect(Object.fromEntries(table)).toMatchObject({
    budgetPerMonth: `\`${DEFAULT_BUDGET_PER_MONTH}\``,
    smsBudgetPerMonth: `\`${DEFAULT_SMS_BUDGET_PER_MONTH}\``,
  });
});

it('given the thresholds, then the guide’s table has each, with the figure of the code', () => {
  expect(tableOf('threshold')).toEqual(
    Object.entries(DEFAULT_THRESHOLDS).map(([name, figure]) => [name, `\`${figure}\``]),
  );
});
