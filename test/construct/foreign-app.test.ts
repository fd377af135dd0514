import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_FUNCTIONS } from '../../lambdas/contract/functions.ts';
import { readTemplates } from '../../local/template/read-templates.ts';
import type { StackTemplate } from '../../local/template/template.ts';
import { type ForeignApp, installForeignApp } from '../support/foreign-app.ts';

const PATIENCE_MILLISECONDS = 180_000;
const MAXIMUM_PACKED_BYTES = 10_000_000;

/** What may be in the package; everything else in the repository is not its business. */
const BELONGS_INTO_THE_PACKAGE = [
  /^(package\.json|README\.md|LICENSE|bin\/maitred\.mjs)$/,
  /^dist\/compiled\/(bin\/maitred|(cli|domain|lib|lambdas)\/.+)\.js$/,
  /^dist\/compiled\/(lib|lambdas\/contract)\/.+\.(d\.ts|json)$/,
  /^dist\/functions\/[a-z-]+\/[a-z0-9]+\.[cm]js(\.map)?$/,
  /^(playbooks\/[a-z]+|starter)\/.+\.(yaml|mjml|liquid|md)$/,
  /^schemas\/[a-z]+\.schema\.json$/,
];

describe('a team’s own CDK app, with Maitred installed from its package', () => {
  let app: ForeignApp;
  let stacks: Readonly<Record<string, StackTemplate>>;
  beforeAll(() => {
    app = installForeignApp();
    app.run('env', 'CDK_OUTDIR=cdk.out', 'node', 'app.ts');
    const templates = readTemplates(join(app.folder, 'cdk.out'));
    stacks = Object.fromEntries(templates.map((template) => [template.stackName, template]));
  }, PATIENCE_MILLISECONDS);
  afterAll(() => app?.remove());

  it('given the package, then it holds the construct, the command line and each bundle, nothing else, and is small', () => {
    const { bytes, paths } = app.packed;

    expect(paths.filter((path) => !BELONGS_INTO_THE_PACKAGE.some((known) => known.test(path)))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(ALL_FUNCTIONS.map((name) => `dist/functions/${name}/index.mjs`)),
    );
    expect(bytes).toBeLessThan(MAXIMUM_PACKED_BYTES);
  });

  it('given the synthesized app, then beside the team’s own stack there are those of Maitred', () => {
    expect(Object.keys(stacks).toSorted()).toEqual(['Hotel', 'MaitredData-prod', 'MaitredService-prod']);
  });

  it('given the team’s own rule, then it hangs on the bus of Maitred', () => {
    const rule = Object.values(stacks.Hotel?.resources ?? {}).find(
      ({ Type }) => Type === 'AWS::Events::Rule',
    );

    expect(rule?.Properties).toMatchObject({
      EventBusName: { 'Fn::ImportValue': expect.stringMatching(/^MaitredData-prod:.*Bus/) },
    });
  });

  it('given the functions, then their code is the bundles of the package', () => {
    const assets = Object.values(stacks['MaitredService-prod']?.assets ?? {});
    const bundle = (name: string) =>
      readFileSync(join(app.folder, 'node_modules/maitred/dist/functions', name, 'index.mjs'), 'utf8');
    const codes = assets
      .filter((path) => !path.endsWith('.json'))
      .map((folder) => readFileSync(join(folder, 'index.mjs'), 'utf8'));

    for (const name of ['collect', 'resolve', 'stack-playbook']) expect(codes).toContain(bundle(name));
  });

  it('given the team’s playbook, then CloudFormation is asked for the version that its command line tells', () => {
    const said = app.run('node_modules/.bin/maitred', 'check', 'playbook');
    const resource = Object.values(stacks['MaitredService-prod']?.resources ?? {}).find(
      ({ Type }) => Type === 'Custom::MaitredPlaybook',
    );

    expect(said).toContain('✓ Spa Hotel');
    expect(said).toContain(`version ${resource?.Properties?.version}`);
  });

  it('given the command line, then it makes a playbook whose stories hold, from the package’s files', () => {
    app.run('node_modules/.bin/maitred', 'init', 'my-house');
    app.run('node_modules/.bin/maitred', 'init', 'my-hotel', '--from', 'hotel');

    expect(app.run('node_modules/.bin/maitred', 'test', 'my-house', 'my-hotel')).toMatch(
      /Stories +\d+ passed/,
    );
    expect(JSON.parse(app.run('node_modules/.bin/maitred', 'schema', 'segment'))).toMatchObject({
      title: 'segments/*.yaml',
    });
  });

  it('given the compiled files, then they import nothing that is not installed with them', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(app.folder, 'node_modules/maitred/package.json'), 'utf8'),
    ) as Record<string, object>;
    const imported = app.packed.paths
      .filter((path) => /^dist\/compiled\/.*\.js$/.test(path))
      .map((path) => readFileSync(join(app.folder, 'node_modules/maitred', path), 'utf8'))
      .flatMap((text) => [...text.matchAll(/(?:from |import\()["']((?:@[\w-]+\/)?[a-z][\w-]*)["'/]/g)])
      .map(([, name]) => name);

    expect(imported).toContain('zod');
    const installed = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
    expect(imported.filter((name = '') => !installed.has(name))).toEqual([]);
  });

  it('given its types, then they hold for the app, and a property that there is not is refused', () => {
    const source = readFileSync(join(app.folder, 'app.ts'), 'utf8');
    writeFileSync(join(app.folder, 'wrong.ts'), source.replace('playbook:', 'playbok:'));
    const configuration = { extends: './tsconfig.json', files: ['wrong.ts'] };
    writeFileSync(join(app.folder, 'wrong.json'), JSON.stringify(configuration));

    expect(app.run('tsc', '-p', '.')).toBe('');
    expect(() => app.run('tsc', '-p', 'wrong.json')).toThrow(/wrong\.ts\(\d+,\d+\): error TS2561.*'playbok'/);
  });

  describe('in TypeScript and CommonJS', () => {
    beforeAll(() => {
      const source = readFileSync(join(app.folder, 'app.ts'), 'utf8');
      const types = 'AlarmSettings, AlarmThresholds, CodeOf, MaitredProps, Throttle';
      writeFileSync(join(app.folder, 'common.cts'), `${source}export type { ${types} } from 'maitred';\n`);
      const configuration = { extends: './tsconfig.json', files: ['common.cts'] };
      writeFileSync(join(app.folder, 'common.json'), JSON.stringify(configuration));
    });

    it('given nodenext, then the types hold, and those of its properties can be named', () => {
      expect(app.run('tsc', '-p', 'common.json')).toBe('');
    });

    it('given node16, then it is refused as the guide says', () => {
      expect(() => app.run('tsc', '-p', 'common.json', '--module', 'node16')).toThrow('TS1479');
    });
  });

  it('given an app in CommonJS, then it can require the construct', () => {
    expect(app.run('node', '-p', 'typeof require("maitred").Maitred').trim()).toBe('function');
  });
});
