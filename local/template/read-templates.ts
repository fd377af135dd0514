import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StackTemplate, UnknownTemplatePart } from './template.ts';

interface AssetManifest {
  readonly files?: Record<
    string,
    {
      readonly source: { readonly path: string };
      readonly destinations: Record<string, { readonly objectKey: string }>;
    }
  >;
}

interface AssemblyManifest {
  readonly artifacts: Record<
    string,
    {
      readonly type: string;
      readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
    }
  >;
}

/** Template sections that say how a deploy goes about it, which has no meaning here. */
const SECTIONS = new Set([
  'Description',
  'Resources',
  'Outputs',
  'Mappings',
  'Parameters',
  'Rules',
  'Metadata',
]);

/**
 * Reads every stack of a synthesized CDK app.
 * @throws UnknownTemplatePart for a section that the runner does not know, such as Conditions
 */
export function readTemplates(folder: string): StackTemplate[] {
  const { artifacts } = readJson(join(folder, 'manifest.json')) as AssemblyManifest;
  return Object.entries(artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties = {} }]) =>
      readTemplate(folder, id, properties.templateFile ?? '', properties.stackName ?? id),
    );
}

function readTemplate(folder: string, id: string, file: string, stackName: string): StackTemplate {
  const template = readJson(join(folder, file)) as Record<string, Record<string, never>>;
  const unknown = Object.keys(template).find((section) => !SECTIONS.has(section));
  if (unknown !== undefined) throw new UnknownTemplatePart(`${stackName}: section ${unknown}`);
  const manifest = readJson(join(folder, `${id}.assets.json`)) as AssetManifest;
  const assets: Record<string, string> = {};
  for (const file of Object.values(manifest.files ?? {})) {
    for (const destination of Object.values(file.destinations)) {
      assets[destination.objectKey] = join(folder, file.source.path);
    }
  }
  return {
    stackName,
    resources: template.Resources ?? {},
    outputs: template.Outputs ?? {},
    mappings: template.Mappings ?? {},
    parameters: template.Parameters ?? {},
    assets,
  };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
