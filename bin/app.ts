import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { Maitred } from '../lib/maitred.ts';
import { bundleFunctions } from './bundle.ts';
import { readContext } from './read-context.ts';

// Of its own, so that two syntheses at once do not meet; as deep as dist/functions, so that source maps are the same.
const bundles = join(import.meta.dirname, '..', 'dist', `synth-${process.pid}`);
bundleFunctions(bundles);

const app = new App();
try {
  new Maitred(app, 'Maitred', {
    ...readContext(app.node),
    codeOf: (name) => Code.fromAsset(join(bundles, name)),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  app.synth();
} finally {
  rmSync(bundles, { recursive: true, force: true });
}
