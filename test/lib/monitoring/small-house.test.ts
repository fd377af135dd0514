import { describe, expect, test } from 'vitest';
import { METRICS } from '../../../lambdas/contract/metrics.ts';
import { synthesizeApp } from '../synthesized-app.ts';
import { alarmsOf, referredTo, type WatchedMetric } from './alarms-of.ts';
import { type HourlyFigures, tells } from './tells.ts';

const alarms = alarmsOf(synthesizeApp().service);

/** A restaurant: 30,000 events and 1,000 mails a month. */
const EVENTS = 41;
const MAILS = 1.4;

interface Hour {
  readonly stored?: number;
  readonly eventsRefused?: number;
  readonly answersFailed?: number;
  readonly keysRevoked?: number;
  readonly mailsSent?: number;
  readonly mailsFailed?: number;
  readonly resolveCalled?: number;
}

/** An hour in which all is well, but for what is said of it. */
function hour(said: Hour): HourlyFigures {
  const of: Required<Hour> = {
    stored: EVENTS,
    eventsRefused: 0,
    answersFailed: 0,
    keysRevoked: 0,
    mailsSent: MAILS,
    mailsFailed: 0,
    resolveCalled: EVENTS,
    ...said,
  };
  const counted = new Map<string, number>([
    ['Count', EVENTS],
    ['AnswersFailed', of.answersFailed],
    [METRICS.eventsStored, of.stored],
    [METRICS.eventsDuplicate, 0],
    [METRICS.eventsRefused, of.eventsRefused],
    [`${METRICS.keyRefusals} revoked`, of.keysRevoked],
    [`${METRICS.messagesSent} email`, of.mailsSent],
    [`${METRICS.messagesFailed} email`, of.mailsFailed],
    // Who is not called has no figure.
    ...(of.resolveCalled > 0 ? [['Invocations ResolvingResolve', of.resolveCalled] as const] : []),
  ]);
  return (metric) => counted.get(nameOf(metric));
}

function nameOf({ name, dimensions }: WatchedMetric): string {
  const [called] = /^[A-Za-z]*?(?=[\dA-F]{8}$)/.exec(referredTo(dimensions.FunctionName)) ?? [];
  return [name, dimensions.reason ?? dimensions.channel ?? called].filter(Boolean).join(' ');
}

const toldIn = (said: Hour) =>
  alarms.filter((alarm) => tells(alarm, hour(said))).map(({ name }) => name.replace('maitred-test-', ''));

describe('a small house', () => {
  test('is told nothing where all is well, nor of a single failure of each kind', () => {
    expect(toldIn({})).toEqual([]);
    expect(toldIn({ answersFailed: 1, eventsRefused: 1, keysRevoked: 1, mailsFailed: 0.3 })).toEqual([]);
  });

  test.each<[string, Hour, readonly string[]]>([
    ['every request fails', { answersFailed: EVENTS }, ['page-api-failing-for-an-hour']],
    ['every event is malformed', { stored: 0, eventsRefused: EVENTS }, ['look-events-refused']],
    ['one app of three has a revoked key', { keysRevoked: EVENTS / 3 }, ['look-keys-refused-for-an-hour']],
    ['every mail fails', { mailsSent: 0, mailsFailed: MAILS }, ['look-messages-failing-email']],
    ['nobody reads what is stored', { resolveCalled: 0 }, ['page-stream-unread-resolve']],
  ])('is told where %s', (_, said, names) => {
    expect(toldIn(said)).toEqual(names);
  });

  test('is not told that nobody reads where nothing is stored', () => {
    expect(toldIn({ stored: 0, resolveCalled: 0 })).toEqual([]);
  });

  test('of events that nobody reads within the hour that a trigger is worth', () => {
    const unread = alarms.find(({ name }) => name.endsWith('-stream-unread-resolve'));

    expect(unread?.properties).toMatchObject({ DatapointsToAlarm: 3, EvaluationPeriods: 12 });
  });
});

describe('floors are thresholds', () => {
  test('of the caller, where it says so', () => {
    const thresholds = { hourlyServerErrorsAtLeast: 100, messagesFailedAtLeast: 100 };
    const patient = alarmsOf(synthesizeApp({ alarms: { thresholds } }).service);
    const house = hour({ answersFailed: EVENTS, mailsSent: 0, mailsFailed: MAILS });

    expect(patient.filter((alarm) => tells(alarm, house))).toEqual([]);
  });
});

describe('nothing that comes', () => {
  const silent = (silentHours: number) =>
    alarmsOf(synthesizeApp({ alarms: { thresholds: { silentHours } } }).service).find(({ name }) =>
      name.endsWith('-nothing-arrives'),
    );

  test('is told after as many hours as the house says, also where there is no figure', () => {
    expect(silent(6)).toMatchObject({
      name: 'maitred-test-page-nothing-arrives',
      properties: {
        Metrics: [{ MetricStat: { Period: 3_600 } }],
        EvaluationPeriods: 6,
        TreatMissingData: 'breaching',
      },
    });
  });

  test('is nobody’s business where the house says nothing of it', () => {
    expect(alarms.some(({ name }) => name.endsWith('-nothing-arrives'))).toBe(false);
  });

  test.each([1.5, 169])('for %s hours is refused: CloudWatch looks back a week at most', (hours) => {
    expect(() => silent(hours)).toThrow('is not a whole number from 0 to 168');
  });
});

describe('spending', () => {
  /** A budget of 100 dollars a month is 0.137 an hour; a million requests cost 1.2 dollars. */
  const toldAt = (dollarsAnHour: number) =>
    alarms
      .filter((alarm) =>
        tells(alarm, ({ name }) => (name === 'Count' ? (dollarsAnHour / 1.2) * 1_000_000 : undefined)),
      )
      .map(({ name }) => name.replace('maitred-test-', ''));

  test('ten times the pace waits until the morning, forty times does not', () => {
    expect(toldAt(1.37)).toEqual(['look-spend']);
    expect(toldAt(5.6)).toEqual(['look-spend', 'page-spend-fast']);
    const fast = alarms.find(({ name }) => name.endsWith('-spend-fast'));
    expect(fast?.properties).toMatchObject({ EvaluationPeriods: 1 });
  });

  test('text messages: a new account, which SNS stops at a dollar, is told before', () => {
    expect(alarms.find(({ name }) => name.endsWith('-sms-spend'))?.properties.Threshold).toBeLessThan(1);
  });
});

test('faults of DynamoDB are those of our own tables', () => {
  const failing = alarms.find(({ name }) => name.endsWith('-tables-failing'));

  expect(failing?.metrics.length).toBeGreaterThan(0);
  for (const { dimensions } of failing?.metrics ?? [])
    expect(dimensions.TableName).toMatchObject({ 'Fn::ImportValue': expect.any(String) });
});
