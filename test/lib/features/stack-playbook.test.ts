import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StackPlaybookProperties } from '../../../lambdas/contract/stack-playbook.ts';
import { Maitred } from '../../../lib/maitred.ts';
import { readTemplates } from '../../../local/template/read-templates.ts';
import type { StackTemplate } from '../../../local/template/template.ts';
import { functionNamed, resourcesOf, synthesizeApp, type TemplateResource } from '../synthesized-app.ts';

const HOTEL = join(import.meta.dirname, '../../../playbooks/hotel');

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** What CloudFormation is asked for. */
function playbookIn({ service }: ReturnType<typeof synthesizeApp>) {
  const [[, resource] = []] = resourcesOf(service, 'Custom::MaitredPlaybook');
  if (resource === undefined) throw new Error('no playbook in the template');
  return resource as TemplateResource & {
    readonly Properties: StackPlaybookProperties;
    readonly DependsOn: readonly string[];
  };
}

/** The version that a template asks for, and that of the content it names. */
function deployedVersions({ resources, assets }: StackTemplate): [string, string][] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'Custom::MaitredPlaybook')
    .map(({ Properties }) => {
      const { version, key } = Properties as unknown as StackPlaybookProperties;
      const content = readFileSync(assets[key] ?? '', 'utf8');
      return [version, (JSON.parse(content) as { program: { version: string } }).program.version];
    });
}

describe('a playbook that is deployed with the stack', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playbook-'));
    cpSync(HOTEL, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is asked for by its version, so that another content, and nothing else, is an update', () => {
    const before = playbookIn(synthesizeApp({ playbook: folder })).Properties;
    const again = playbookIn(synthesizeApp({ playbook: folder })).Properties;
    writeFileSync(join(folder, 'segments', 'golden.yaml'), 'when: { trait: tier, is: gold }\n');
    const after = playbookIn(synthesizeApp({ playbook: folder })).Properties;

    expect(before).toMatchObject({ version: expect.stringMatching(/^[0-9a-f]{20}$/) });
    expect(again).toEqual(before);
    expect(after.version).not.toBe(before.version);
    expect(after.key).not.toBe(before.key);
  });

  test('is its own where one app deploys a stage into two regions: each template’s content is of the version it asks for', () => {
    writeFileSync(join(folder, 'segments', 'golden.yaml'), 'when: { trait: tier, is: gold }\n');
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'two-houses-')), analyticsReporting: false });
    const codeOf = () => Code.fromInline('exports.handler = async () => undefined;');
    for (const [region, playbook] of [
      ['eu-central-1', HOTEL],
      ['us-east-1', folder],
    ] as const) {
      new Maitred(app, region, { codeOf, playbook, alarms: false, env: { account: '111122223333', region } });
    }
    app.synth();
    const asked = readTemplates(app.outdir).flatMap(deployedVersions);
    rmSync(app.outdir, { recursive: true });

    expect(new Set(asked.map(([version]) => version)).size).toBe(2);
    expect(asked.map(([, content]) => content)).toEqual(asked.map(([version]) => version));
  });

  test('is active after everything that runs it is in place', () => {
    const app = synthesizeApp({ playbook: folder });
    const functions = resourcesOf(app.service, 'AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties !== functionNamed(app.service, 'stack-playbook'))
      .map(([logicalId]) => logicalId);

    expect(functions.length).toBeGreaterThan(10);
    expect(functions.filter((logicalId) => !playbookIn(app).DependsOn.includes(logicalId))).toEqual([]);
  });

  test('is read by a function that may read this one asset, and do to playbooks what a deploy does', () => {
    const app = synthesizeApp({ playbook: folder });
    const [role] = functionNamed(app.service, 'stack-playbook').Role['Fn::GetAtt'];
    const { key } = playbookIn(app).Properties;
    const statements = resourcesOf(app.service, 'AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${role}"`))
      .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
    const may = statements.map(({ Action, Resource }) => [[Action].flat().join(), JSON.stringify(Resource)]);

    expect(may).toEqual([
      ['logs:CreateLogStream,logs:PutLogEvents', expect.stringContaining('StackPlaybookLog')],
      ['s3:GetObject', expect.stringMatching(`^[^*]*/${key}[^*]*Playbooks[^*]*/programs/\\*"[^*]*$`)],
      ['dynamodb:GetItem,dynamodb:PutItem', expect.stringMatching(/^[^*]*Config[^*]*$/)],
      ['s3:PutObject', expect.stringMatching(/^[^*]*\/programs\/\*"[^*]*\/templates\/\*"[^*]*$/)],
      ['dynamodb:GetItem,dynamodb:PutItem', expect.stringMatching(/^[^*]*Journeys[^*]*$/)],
      ['sns:CreateTopic', expect.stringContaining(':maitred-test-venue-*')],
    ]);
    expect(app.findings).toEqual([]);
  });

  test('stops the synthesis where it has a problem, with file, line and column', () => {
    writeFileSync(join(folder, 'segments', 'golden.yaml'), 'wen: everyone\n');

    expect(() => synthesizeApp({ playbook: folder })).toThrow(
      /segments\/golden\.yaml:1:1 {2}unknown key `wen`/,
    );
  });

  test('stops the synthesis where a story does not hold', () => {
    const story = `story: Somebody signs up
start: 2026-03-02T10:00:00+01:00
steps:
  - track: Signed Up
    as: { userId: john }
  - expect: { segment: vegan }
`;
    writeFileSync(join(folder, 'tests', 'wrong.yaml'), story);

    expect(() => synthesizeApp({ playbook: folder })).toThrow('1 story does not hold');
  });
});
