import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '../functions/function-host.ts';
import { kebabCase, type ReadResources, type ResolvedResource } from './resource-reader.ts';
import { REGION, UnknownTemplatePart } from './template.ts';

const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** The functions of the template, each with its bundle and its whole environment. */
export function readFunctions(read: ReadResources, awsUrl: string): FunctionDefinition[] {
  return read('AWS::Lambda::Function').map((resource) => {
    const { properties, name } = resource;
    if (!String(properties.Runtime).startsWith('nodejs')) {
      throw new UnknownTemplatePart(`${name}: runtime ${String(properties.Runtime)}`);
    }
    const memoryMegabytes = Number(properties.MemorySize ?? DEFAULT_MEMORY_MEGABYTES);
    const [file, exportName] = bundleOf(resource);
    const environment = (properties.Environment as { Variables?: Record<string, string> } | undefined)
      ?.Variables;
    return {
      name: kebabCase(resource.label),
      logicalId: resource.logicalId,
      functionName: name,
      arn: resource.arn(),
      file,
      exportName,
      timeoutMilliseconds: Number(properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
      memoryMegabytes,
      environment: { ...runtimeEnvironment(name, memoryMegabytes, awsUrl), ...environment },
    };
  });
}

function bundleOf({ stack, name, properties }: ResolvedResource): [file: string, exportName: string] {
  const code = properties.Code as { S3Key?: string };
  const folder = stack.assets[code.S3Key ?? ''];
  if (folder === undefined) throw new UnknownTemplatePart(`${name}: its code is not among the assets`);
  const [module = '', exportName = ''] = String(properties.Handler).split('.');
  const file = ['.mjs', '.js', '.cjs'].map((suffix) => join(folder, module + suffix)).find(existsSync);
  if (file === undefined) throw new UnknownTemplatePart(`${name}: ${folder} holds no ${module}`);
  return [file, exportName];
}

/** What Lambda itself sets, and the way to the local AWS endpoint. */
function runtimeEnvironment(
  functionName: string,
  memoryMegabytes: number,
  awsUrl: string,
): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: awsUrl,
    // Says to the endpoint which function calls.
    AWS_ACCESS_KEY_ID: functionName,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    _X_AMZN_TRACE_ID: 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
    // No X-Ray daemon listens here.
    POWERTOOLS_TRACE_ENABLED: 'false',
    TZ: ':UTC',
  };
}
