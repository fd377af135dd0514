import { createDocumentClient } from '../../lambdas/adapters/dynamodb-client.ts';
import { createKeyStore } from '../../lambdas/adapters/key-store.ts';
import { newKeySchema } from '../../lambdas/handlers/flows/new-key.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { type NewKeyOptions, showKey } from './keys.ts';

/** Those of any key, with the table that the key is written to. */
export interface FirstKeyOptions extends NewKeyOptions {
  readonly configTable: string;
}

/**
 * `maitred keys create --config-table`: makes an administrator's key without a key, in the table itself, with the AWS credentials of
 * who types it: the first one, and, where all others are lost, the way back in. It asks for no more than the right to write there.
 * @throws CommandError
 */
export async function createFirstKey(terminal: Terminal, options: FirstKeyOptions): Promise<void> {
  const { source, configTable, limit } = options;
  if (options.scope.join() !== 'admin' || options.type !== 'server') {
    throw new CommandError('--config-table makes keys of an administrator alone', {
      hint: 'Make one with --scope admin, and the others with it, without --config-table.',
    });
  }
  if (configTable.trim() === '') throw new CommandError('--config-table is empty', { hint: WHERE_IT_IS });
  const wanted = newKeySchema.safeParse({ source, scopes: options.scope });
  if (!wanted.success) throw new CommandError(`--source ${wanted.error.issues[0]?.message}`);
  const client = createDocumentClient();
  try {
    const { secret, key } = await createKeyStore({ client, configTable }).create({
      source,
      scopes: ['admin'],
      type: 'server',
      ...(limit !== undefined && { requestsPerSecond: limit }),
    });
    showKey(terminal, { key: secret, keyId: key.keyId, source });
  } catch (error) {
    const region = await client.config.region().catch(() => undefined);
    throw explain(error, configTable, region);
  } finally {
    client.destroy();
  }
}

const WHERE_IT_IS =
  'It is the output ConfigTable of the stack MaitredData-<stage>. Look whether region and account are those of the stack.';

/** AWS says what is wrong in its own words; these say what to do. */
function explain(error: unknown, table: string, region: string | undefined): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const name = cause instanceof Error ? cause.name : '';
  if (region === undefined) {
    return new CommandError('no AWS region is set', {
      hint: 'Set it: export AWS_REGION=eu-central-1',
      cause,
    });
  }
  const known = EXPLANATIONS[name];
  if (known === undefined) return error;
  const [message, hint] = known(table, region);
  return new CommandError(message, { hint, cause });
}

type Explanation = (table: string, region: string) => readonly [message: string, hint: string];

const refusedCredentials: Explanation = () => [
  'AWS does not take these credentials',
  'They may have expired: sign in again, as for `cdk deploy`.',
];

/** By the name of AWS's error. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  CredentialsProviderError: () => [
    'there are no AWS credentials',
    'Sign in as for `cdk deploy`: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ],
  UnrecognizedClientException: refusedCredentials,
  InvalidSignatureException: refusedCredentials,
  ExpiredTokenException: refusedCredentials,
  ResourceNotFoundException: (table, region) => [`there is no table ${table} in ${region}`, WHERE_IT_IS],
  // Its keys are others, or its name is none that a table can have.
  ValidationException: (table) => [`${table} is not the Config table`, WHERE_IT_IS],
  AccessDeniedException: (table) => [
    `these credentials may not write to ${table}`,
    'They need the right dynamodb:PutItem on it.',
  ],
};
