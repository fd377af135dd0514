import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../../lambdas/contract/functions.ts';
import prices from '../../../lambdas/contract/prices.json' with { type: 'json' };
import { resourcesOf, synthesizeApp } from '../synthesized-app.ts';
import { alarmsOf } from './alarms-of.ts';
import { unwatched } from './unwatched.ts';

const { data, service } = synthesizeApp();
const alarms = alarmsOf(service);
/** With what a house must ask for. */
const askedFor = alarmsOf(synthesizeApp({ alarms: { thresholds: { silentHours: 12 } } }).service);
const DOCS_FOLDER = join(import.meta.dirname, '../../../docs');
const runbook = readFileSync(join(DOCS_FOLDER, 'runbook.md'), 'utf8');

/** The headings below "The alarms", as links name them. */
function runbookEntries(): string[] {
  const [, entries = ''] = runbook.split(/^## The alarms$/m);
  return [...(entries.split(/^## /m)[0] ?? '').matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
}

const entryOf = (description: string) => /docs\/runbook\.md#([a-z-]+)$/.exec(description)?.[1];

describe('the runbook', () => {
  test.each(askedFor.map(({ name, description }) => [name, description]))(
    '%s names an entry of it',
    (_, description) => {
      expect(runbookEntries()).toContain(entryOf(description));
    },
  );

  test.each(runbookEntries())('its entry %s is named by an alarm', (entry) => {
    expect(askedFor.map(({ description }) => entryOf(description))).toContain(entry);
  });

  test('says of each kind of alarm how grave it is, as its name does', () => {
    const said = new Map(askedFor.map(({ name, description }) => [entryOf(description), name.split('-')[2]]));
    const told = runbookEntries().map((entry) => [entry, severityIn(entry)]);

    // queue-waits is of both: nobody waits for what is folded anew.
    expect(told.filter(([entry]) => entry !== 'queue-waits')).toEqual(
      runbookEntries()
        .filter((entry) => entry !== 'queue-waits')
        .map((entry) => [entry, said.get(entry)]),
    );
  });

  test.each(
    resourcesOf(service, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => String(Properties.Name)),
  )('says when to ask the saved question %s', (name) => {
    expect(runbook).toContain(`\`${name.split('/')[1]}\``);
  });
});

/** `**page**` or `**look**`, at the beginning of an entry. */
function severityIn(entry: string | undefined): string | undefined {
  const [, text = ''] = runbook.split(new RegExp(`^### ${entry}$`, 'm'));
  return /^\s*\*\*(page|look)\*\*/.exec(text)?.[1];
}

describe('what is watched', () => {
  test('is every queue, every function, every stream’s consumer, every table and the API', () => {
    expect(unwatched(service, data)).toEqual([]);
  });

  test('a queue that no alarm watches is found', () => {
    const stack = new Stack(new App(), 'Stack');
    const deadLetters = new Queue(stack, 'DeadLetters');
    new Queue(stack, 'Work', { deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 } });

    expect(unwatched(Template.fromStack(stack), data)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^DeadLetters.*: ApproximateNumberOfMessagesVisible$/),
        expect.stringMatching(/^Work.*: ApproximateAgeOfOldestMessage$/),
        expect.stringMatching(/^Events.*: WriteThrottleEvents$/),
        expect.stringMatching(/^Profiles.*: WriteThrottleEvents of wake$/),
      ]),
    );
  });

  test('is no queue of dead letters that nothing can reach: a job of due is dropped before its tenth receive', () => {
    expect(alarms.map(({ name }) => name)).not.toContain('maitred-test-look-dead-letters-due');
    expect(alarms.map(({ name }) => name)).toContain('maitred-test-page-queue-waits-due');
  });

  test('is all functions’ concurrency at once, since none has a share of its own', () => {
    for (const [, { Properties }] of resourcesOf(service, 'AWS::Lambda::Function')) {
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    }
    const throttled = alarms.find(({ name }) => name.endsWith('-functions-throttled'));
    expect(throttled?.metrics).toEqual([{ namespace: 'AWS/Lambda', name: 'Throttles', dimensions: {} }]);
    expect(throttled?.description).toContain('ours or others’');
  });

  test('is that wake runs, where no figure is the fault', () => {
    const stopped = alarms.find(({ name }) => name.endsWith('-page-wake-stopped'));

    expect(stopped?.properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 5,
      TreatMissingData: 'breaching',
    });
  });

  test('is told before what waits is dropped: jobs of due are kept for ten minutes', () => {
    const waits = (consumer: string) =>
      alarms.find(({ name }) => name.endsWith(`-queue-waits-${consumer}`))?.properties.Threshold;

    expect(waits('due')).toBe(300);
    expect(waits('campaign')).toBe(900);
    // Four times the time that a receive keeps a message from the others.
    expect(waits('webhook')).toBe(4 * 6 * 60);
  });
});

describe('every alarm', () => {
  test('has a name of its own, which says the stage and how grave it is', () => {
    const names = alarms.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^maitred-test-(page|look)-[a-z-]+$/.test(name))).toEqual([]);
  });

  test.each(alarms.map(({ name, properties }) => [name, properties] as const))(
    '%s is told when it begins and when it is over, and says what no figure means',
    (_, properties) => {
      const topic = [{ Ref: expect.stringMatching(/^WatchingAlarms/) }];

      expect(properties).toMatchObject({ AlarmActions: topic, OKActions: topic, ActionsEnabled: true });
      expect(['notBreaching', 'breaching', 'ignore']).toContain(properties.TreatMissingData);
    },
  );
});

describe('what it takes', () => {
  const watched = alarms.reduce((total, { metrics }) => total + metrics.length, 0);

  test('costs less than twenty-one dollars a month at list prices', () => {
    const dashboards = resourcesOf(service, 'AWS::CloudWatch::Dashboard').length;
    const keys = resourcesOf(service, 'AWS::KMS::Key').length;

    expect(
      watched * prices.perMonth.alarmMetric +
        dashboards * prices.perMonth.dashboard +
        keys * prices.perMonth.key,
    ).toBeLessThan(21);
  });

  test('is as many alarms as docs/deploy.md says', () => {
    const deploying = readFileSync(join(DOCS_FOLDER, 'deploy.md'), 'utf8');

    expect(deploying).toContain(`${alarms.length} alarms on ${watched} metrics`);
  });

  test('leaves room below the 500 resources of a stack', () => {
    expect(Object.keys(service.toJSON().Resources).length).toBeLessThan(400);
  });

  test('is one dashboard, which tells of each function', () => {
    const [[, dashboard] = []] = resourcesOf(service, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);

    expect(dashboard?.Properties.DashboardName).toBe('maitred-test');
    expect(FUNCTIONS.filter((name) => !body.includes(name))).toEqual([]);
  });
});
