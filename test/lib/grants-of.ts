import type { Template } from 'aws-cdk-lib/assertions';
import { type Grant, readGrants } from '../../local/rights/granted-rights.ts';
import { createResourceReader, type ReadResources } from '../../local/template/resource-reader.ts';
import type { StackTemplate } from '../../local/template/template.ts';
import type { SynthesizedApp } from './synthesized-app.ts';

const ADDRESSES = { awsUrl: 'https://aws.example.com', publicUrl: 'https://api.example.com' };

/** Reads the app's resources with every reference in them resolved: ARNs are those of one account and region. */
export function readerOf({ data, service, stackNames }: SynthesizedApp): ReadResources {
  const [dataName = '', serviceName = ''] = stackNames;
  return createResourceReader([stackOf(dataName, data), stackOf(serviceName, service)], ADDRESSES);
}

/** All that the functions of the app may do. */
export function grantsOf(app: SynthesizedApp): Grant[] {
  return readGrants(readerOf(app));
}

function stackOf(stackName: string, template: Template): StackTemplate {
  const { Resources = {}, Outputs = {}, Mappings = {}, Parameters = {} } = template.toJSON();
  return {
    stackName,
    resources: Resources,
    outputs: Outputs,
    mappings: Mappings,
    parameters: Parameters,
    assets: {},
  };
}
