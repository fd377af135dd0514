import { App, Aws, CfnOutput, Stack, type StackProps, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { Maitred, type MaitredProps } from '../../lib/maitred.ts';
import stateful from './stateful-resources.json' with { type: 'json' };
import type { TemplateResource } from './synthesized-app.ts';

const ACCOUNT = { account: '111122223333', region: 'eu-central-1' };

const codeOf = () => Code.fromInline('exports.handler = async () => undefined;');
const maitredIn = (scope: Construct, props: MaitredProps = {}) =>
  new Maitred(scope, 'Maitred', { codeOf, ...props });

/** A stack of somebody else's, with a resource of its own. */
function teamStack(scope: Construct = new App(), props: StackProps = {}): Stack {
  const team = new Stack(scope, 'Team', props);
  new Topic(team, 'Orders');
  return team;
}

/** The type of every resource that is of a listed type, by logical id. */
function resourcesLike(listed: Readonly<Record<string, string>>, stack: Stack): Record<string, string> {
  const types = new Set(Object.values(listed));
  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([, { Type }]) => types.has(Type))
      .map(([logicalId, { Type }]) => [logicalId, Type]),
  );
}

describe('what holds data, or an address that others know, keeps its logical id: under another it would be new and empty', () => {
  test.each<[string, () => Construct]>([
    ['an app', () => new App()],
    ['an app with every recommended feature flag', () => new App({ context: recommendedFlags })],
    ['a stage of a pipeline', () => new Stage(new App(), 'Prod')],
    ['a stack of a team', () => teamStack()],
    ['a stack in a stage', () => teamStack(new Stage(new App(), 'Prod'))],
  ])('in %s', (_, scope) => {
    const { data, service } = maitredIn(scope());

    expect(resourcesLike(stateful.data, data)).toEqual(stateful.data);
    expect(resourcesLike(stateful.service, service)).toEqual(stateful.service);
  });
});

describe('the two stacks', () => {
  test('are named by the stage, dev unless said, wherever they are made', () => {
    const names = ({ data, service }: Maitred) => [data.stackName, service.stackName];
    const team = teamStack(new Stage(new App(), 'Prod'));

    expect(names(maitredIn(new App()))).toEqual(['MaitredData-dev', 'MaitredService-dev']);
    expect(names(maitredIn(team, { stage: 'eu' }))).toEqual(['MaitredData-eu', 'MaitredService-eu']);
  });

  test('are beside the stack that they are made in: nothing of them is in its template', () => {
    const team = teamStack();
    maitredIn(team);

    expect(Object.keys(Template.fromStack(team).toJSON().Resources)).toEqual([
      expect.stringMatching(/^Orders/),
    ]);
  });

  test.each<[string, Construct, MaitredProps]>([
    ['of the stack around them', teamStack(new App(), { env: ACCOUNT }), {}],
    ['of the stage around them', new Stage(new App(), 'Prod', { env: ACCOUNT }), {}],
    ['that are said', teamStack(), { env: ACCOUNT }],
  ])('are in the account and region %s', (_, scope, props) => {
    const { data, service } = maitredIn(scope, props);

    for (const { account, region } of [data, service]) expect({ account, region }).toEqual(ACCOUNT);
  });

  test('have no stage that cannot be part of a name', () => {
    expect(() => maitredIn(new App(), { stage: 'Prod' })).toThrow('stage "Prod": use up to 16 lower-case');
  });
});

describe('two in one app', () => {
  const elsewhere = { ...ACCOUNT, region: 'us-east-1' };
  const both = (one: MaitredProps, other: MaitredProps, app: App = new App()) => {
    new Maitred(app, 'One', { codeOf, alarms: false, ...one });
    return new Maitred(app, 'Other', { codeOf, alarms: false, ...other });
  };

  test.each<[string, MaitredProps, MaitredProps]>([
    ['wherever they are deployed to', {}, {}],
    ['in an account and region that are said', { env: ACCOUNT }, { env: ACCOUNT }],
    ['in an account and region that are said as tokens', { env: { account: Aws.ACCOUNT_ID } }, {}],
    ['in an account that is left open', { env: { region: 'us-east-1' } }, { env: { region: 'us-east-1' } }],
  ])('are refused where they are of one stage, %s', (_, one, other) => {
    expect(() => both(one, other)).toThrow(
      'Other/Data: One/Data is the stack MaitredData-dev of the same account and region already: give one of the two another stage, or another env',
    );
  });

  test('are refused where they are in two stages of a pipeline which are the same account and region', () => {
    const app = new App();
    maitredIn(new Stage(app, 'Beta'), { alarms: false });

    expect(() => maitredIn(new Stage(app, 'Prod'), { alarms: false })).toThrow(
      /^Prod\/Maitred\/Data: Beta\/Maitred\/Data is the stack MaitredData-dev/,
    );
  });

  test('are refused where a stack of the team has the name already', () => {
    const app = new App();
    new Stack(app, 'Team', { stackName: 'MaitredService-dev' });

    expect(() => maitredIn(app)).toThrow('Maitred/Service: Team is the stack MaitredService-dev');
  });

  test.each<[string, MaitredProps, MaitredProps]>([
    ['of two stages', { stage: 'eu' }, { stage: 'us' }],
    ['of one stage in two regions', { env: ACCOUNT }, { env: elsewhere }],
    ['of one stage in two accounts', { env: ACCOUNT }, { env: { ...ACCOUNT, account: '444455556666' } }],
  ])('are two deployments where they are %s', (_, one, other) => {
    const { stackName } = both(one, other).data;

    expect(stackName).toBe(`MaitredData-${other.stage ?? 'dev'}`);
  });
});

describe('a team', () => {
  test('says how many requests are let in, and how long logs are kept', () => {
    const throttle = { requestsPerSecond: 50, burstRequests: 100 };
    const { service } = maitredIn(new App(), { throttle, logRetention: RetentionDays.ONE_YEAR });
    const template = Template.fromStack(service);

    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('keeps logs for ever', () => {
    const { service } = maitredIn(new App(), { logRetention: RetentionDays.INFINITE, alarms: false });

    Template.fromStack(service).allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: Match.absent(),
    });
  });

  test('gives no text for what is true or false: data would be deleted', () => {
    expect(() => maitredIn(new App(), { disposable: 'false' as unknown as boolean })).toThrow(
      "disposable 'false': use true or false",
    );
  });

  test('hangs a rule of its own on the bus, in a stack of its own', () => {
    const team = teamStack();
    const { bus } = maitredIn(team, { stage: 'prod' });
    new Rule(team, 'Entered', { eventBus: bus, eventPattern: { source: ['maitred'] } });

    Template.fromStack(team).hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { 'Fn::ImportValue': Match.stringLikeRegexp('^MaitredData-prod:.*Bus') },
    });
  });

  test('tells its own functions the address of the API', () => {
    const team = teamStack();
    const { url } = maitredIn(team, { stage: 'prod' });
    new CfnOutput(team, 'Collector', { value: url });

    expect(JSON.stringify(Template.fromStack(team).toJSON().Outputs)).toMatch(
      /Fn::ImportValue":"MaitredService-prod:.*HttpApi/,
    );
  });

  test.each<[string, (team: Stack) => ITopic]>([
    ['in a stack of its own', (team) => new Topic(new Stack(team.node.root, 'Night'), 'Told')],
    [
      'named by its ARN',
      (team) => Topic.fromTopicArn(team, 'Told', 'arn:aws:sns:eu-central-1:111122223333:night'),
    ],
  ])('has alarms told through a topic %s, and the address of the API besides', (_, topicOf) => {
    const team = teamStack();
    const emails = ['night@example.com'];
    const { url, service } = maitredIn(team, { alarms: { topic: topicOf(team), emails } });
    new CfnOutput(team, 'Collector', { value: url });

    Template.fromStack(team).hasOutput('Collector', {});
    Template.fromStack(service).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [Match.anyValue()],
    });
  });

  test('is told where its topic and the address of the API would need each other', () => {
    const team = teamStack();
    const { url } = maitredIn(team, { alarms: { topic: new Topic(team, 'Told') } });
    new CfnOutput(team, 'Collector', { value: url });

    expect(() => Template.fromStack(team)).toThrow('would create a cyclic reference');
  });

  test('puts its tags on all of it', () => {
    const maitred = maitredIn(new App());
    Tags.of(maitred).add('team', 'guests');

    Template.fromStack(maitred.data).allResourcesProperties('AWS::DynamoDB::Table', {
      Tags: [{ Key: 'team', Value: 'guests' }],
    });
  });
});
