import { type AwsCall, AwsError } from '../aws/aws-call.ts';
import type { TableModel } from '../template/local-model.ts';
import type { ReadResources } from '../template/resource-reader.ts';
import { covers, readGrants } from './granted-rights.ts';
import { type Right, rightsNeededBy } from './needed-rights.ts';

/** The right that a call lacks; undefined if it may be made. */
export type FindMissingRight = (call: AwsCall) => Right | undefined;

/** Judges calls by the synthesized policies, as IAM does: what no policy of a function's role allows is refused. */
export function createFindMissingRight(read: ReadResources, tables: readonly TableModel[]): FindMissingRight {
  const grants = Map.groupBy(readGrants(read), ({ functionName, action }) => `${functionName} ${action}`);
  const partitionKeys = new Map(
    tables.map(({ name, keys }) => [name, keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName]),
  );
  return (call) =>
    rightsNeededBy(call, (tableName) => partitionKeys.get(tableName)).find((right) => {
      const candidates = grants.get(`${call.functionName} ${right.action}`) ?? [];
      return !candidates.some((grant) => covers(grant, call.functionName, right));
    });
}

/** The services that refuse in these words; the others say `AccessDeniedException`. */
const REFUSALS: Readonly<Record<string, string>> = {
  s3: 'AccessDenied',
  ses: 'AccessDenied',
  sns: 'AuthorizationError',
};

/** The refusal of a call in its service's own words. */
export function refusalOf({ service, functionName }: AwsCall, { action, resource }: Right): AwsError {
  const code = REFUSALS[service] ?? 'AccessDeniedException';
  const message = `${functionName} is not authorized to perform: ${action} on resource: ${resource}`;
  return new AwsError(code, message, code === 'AccessDeniedException' ? 400 : 403);
}
