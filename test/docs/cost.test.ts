import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import { alarmMetrics, OWN_METRICS, priceResting } from '../../bench/cost/idle-month.ts';
import prices from '../../lambdas/contract/prices.json' with { type: 'json' };
import { Maitred } from '../../lib/maitred.ts';
import { sumOf } from '../../local/cost/price-parts.ts';
import { readTemplates } from '../../local/template/read-templates.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const code = mkdtempSync(join(tmpdir(), 'maitred-code-'));
folders.push(code);
writeFileSync(join(code, 'index.js'), '');

/** A stage's templates; its code does not matter. */
function templatesOf(alarms: false | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-cost-'));
  folders.push(folder);
  const app = new App({
    analyticsReporting: false,
    outdir: folder,
    context: { 'aws:cdk:enable-path-metadata': true },
  });
  const codeOf = () => Code.fromAsset(code);
  new Maitred(app, 'Maitred', { stage: 'test', codeOf, ...(alarms === false && { alarms }) });
  app.synth();
  return readTemplates(folder);
}

const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8').replace(/\s+/g, ' ');
const [cost, deploying] = [read('cost.md'), read('deploy.md')];
const dollars = (value: number) => value.toFixed(2);

const watched = templatesOf(undefined);
const parts = priceResting(watched);
const [resting, unwatched] = [sumOf(parts), sumOf(priceResting(templatesOf(false)))];
const ownMetrics = OWN_METRICS * prices.perMonth.customMetric;

describe('what rests', () => {
  it('given the model, then docs/cost.md says the same of it, part by part', () => {
    const metrics = alarmMetrics(watched.flatMap(({ resources }) => Object.values(resources)));

    expect(cost).toContain(
      `costs ${dollars(resting)} dollars a month, from its template: ${metrics} alarm metrics ${dollars(parts.alarms ?? 0)}, a dashboard ${dollars(parts.dashboards ?? 0)}, the alarms' key ${dollars(parts.keys ?? 0)}, a secret ${dollars(parts.secrets ?? 0)}`,
    );
    expect(cost).toContain(`Without alarms (\`-c alarms=false\`) it is ${dollars(unwatched)}`);
    expect(cost).toContain(`metrics of our own cost ${dollars(ownMetrics)} more`);
  });

  it('given the model, then docs/deploy.md says the same in whole dollars', () => {
    expect(deploying).toContain(
      `Idle they cost about ${resting.toFixed(0)} dollars a month, or ${unwatched.toFixed(0)} without alarms`,
    );
    const watching = (parts.alarms ?? 0) + (parts.dashboards ?? 0) + (parts.keys ?? 0) + ownMetrics;
    expect(deploying).toContain(`about ${watching.toFixed(0)} dollars a month a stage`);
    expect(deploying).toContain(`metrics (${dollars(parts.alarms ?? 0)})`);
  });
});

describe('two houses', () => {
  /** The last two columns of a row. */
  const row = (name: string): number[] => {
    const [, first = '', second = ''] = new RegExp(`\\| ${name} +\\| ([^|]+)\\| ([^|]+)\\|`).exec(cost) ?? [];
    return [first, second].map((cell) => Number.parseFloat(cell.replace(/[*,]/g, ' ').trim()));
  };
  const sums = row("\\*\\*dollars a month, in the first year's last month\\*\\*");

  it('given the stage and its own metrics, then they cost as much as in the model', () => {
    expect(row('the stage itself')).toEqual([Math.round(resting), Math.round(resting)]);
    expect(row('metrics of our own')).toEqual([ownMetrics, ownMetrics]);
  });

  it('given the rows, then the last is their sum, and what stands beside hosted platforms', () => {
    const events = row('events, at 4.10 a million: browsers, each event alone');
    const mails = row('mails with SES à la carte');
    const tables = [
      ...cost.matchAll(
        /\| the tables after one month, after twelve months \| [\d.]+, ([\d.]+) \| [\d.]+, ([\d.]+)/g,
      ),
    ].flatMap(([, hotel, restaurant]) => [Number(hotel), Number(restaurant)]);
    const expected = [0, 1].map((house) =>
      Math.round((events[house] ?? 0) + (mails[house] ?? 0) + (tables[house] ?? 0) + resting + ownMetrics),
    );

    expect(sums).toEqual(expected);
    expect(row('\\*\\*Maitred\\*\\* \\| this page')).toEqual(sums);
  });
});
