import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { StateStore } from '../state/state-store.ts';
import type { SecretModel } from '../template/local-model.ts';
import { arnOf } from '../template/template.ts';
import { AwsError, jsonAnswer } from './aws-call.ts';
import { type AwsService, unknownAction } from './aws-endpoint.ts';

/** Secrets Manager's GetSecretValue: each secret of the template is made up once and kept. */
export function createSecretsManagerService(secrets: readonly SecretModel[], state: StateStore): AwsService {
  return async (call) => {
    if (call.action !== 'GetSecretValue') throw unknownAction(call);
    const id = String(call.parameters.SecretId);
    const secret = secrets.find((one) => one.arn === id || one.name === id);
    if (secret === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const key = `secret:${secret.name}`;
    const value = state.read(key) ?? generate(secret);
    state.write(key, value);
    return jsonAnswer({
      ARN: secret.arn,
      Name: secret.name,
      SecretString: value,
      VersionId: 'local',
      VersionStages: ['AWSCURRENT'],
    });
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function generate({ length, excludePunctuation, excluded }: SecretModel): string {
  const characters = [...(excludePunctuation ? LETTERS : LETTERS + PUNCTUATION)].filter(
    (one) => !excluded.includes(one),
  );
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
}

/**
 * Parameter Store's GetParameter: what `LOCAL_PARAMETERS` says (JSON, or the path of a JSON file), else a signing secret that
 * is the same at every start, derived from the name.
 */
export function createParameterService(setting: string | undefined): AwsService {
  const given = readParameters(setting);
  return async (call) => {
    if (call.action !== 'GetParameter') throw unknownAction(call);
    const name = String(call.parameters.Name);
    const value = given[name] ?? `whsec_${createHash('sha256').update(`local ${name}`).digest('base64')}`;
    return jsonAnswer({
      Parameter: {
        Name: name,
        Type: 'SecureString',
        Value: value,
        Version: 1,
        ARN: arnOf('ssm', `parameter${name}`),
      },
    });
  };
}

function readParameters(setting: string | undefined): Record<string, string> {
  if (setting === undefined || setting === '') return {};
  return JSON.parse(setting.trim().startsWith('{') ? setting : readFileSync(setting, 'utf8'));
}
