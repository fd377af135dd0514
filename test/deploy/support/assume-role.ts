import { aws } from './aws.ts';
import type { Emulator } from './emulator.ts';

interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/**
 * Opens a function's role to the account, as only its administrator can, and takes it.
 * @param part of the role's name, which no other role has
 * @returns the account as who has that role sees it
 */
export async function assumeRole(emulator: Emulator, part: string): Promise<Emulator> {
  const query = `Roles[?contains(RoleName,'${part}')].[RoleName,Arn] | [0]`;
  const [name = '', arn = ''] = await aws<string[]>(emulator, 'iam', 'list-roles', '--query', query);
  const account = arn.split(':')[4];
  const Principal = { Service: 'lambda.amazonaws.com', AWS: `arn:aws:iam::${account}:root` };
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  });
  await aws(
    emulator,
    ...['iam', 'update-assume-role-policy', '--role-name', name, '--policy-document', trust],
  );
  const role = ['--role-arn', arn, '--role-session-name', 'test', '--query', 'Credentials'];
  const { AccessKeyId, SecretAccessKey, SessionToken } = await aws<Credentials>(
    emulator,
    ...['sts', 'assume-role', ...role],
  );
  const session = {
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: SessionToken,
  };
  return { ...emulator, environment: { ...emulator.environment, ...session } };
}
