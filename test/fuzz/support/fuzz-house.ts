import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../../support/house.ts';
import { addExamples } from './add-examples.ts';
import { closeAnswers } from './close-answers.ts';
import type { Interface } from './operation.ts';
import { type Prepared, prepareHouse } from './prepare-house.ts';
import { type AnsweredCall, statusesByCall } from './read-report.ts';
import { type Keys, runSchemathesis } from './run-schemathesis.ts';

const KEYS: Keys = {
  KEY_SERVER: 'local-write',
  KEY_BROWSER: 'local-browser',
  KEY_READ: 'local-read',
  KEY_STAFF: 'local-staff',
  KEY_ADMIN: 'local-admin',
};

/** A till may call nothing that exists so far. */
const KEYS_OF_A_TILL: Keys = {
  KEY_SERVER: 'local-till',
  KEY_BROWSER: 'local-till',
  KEY_READ: 'local-till',
  KEY_STAFF: 'local-till',
  KEY_ADMIN: 'local-till',
};

const DEPLOYS = '^/v1/playbook/(deploy|rollback)$';
/** After this, by any clock, no function holds an older playbook. */
const LOOK_AGAIN_MILLISECONDS = 10_500;

export interface FuzzedHouse {
  /** What was found, in schemathesis's own words; empty where nothing was. */
  readonly failures: string;
  /** All statuses that each call was answered with. */
  readonly statuses: ReadonlyMap<string, readonly number[]>;
  /** Puts the hotel's playbook back. */
  deployHotel(): Promise<void>;
}

/** Fuzzes a house from the document that it serves: with the keys that each call needs, then with one that may do nothing. */
export async function fuzzHouse(
  house: House,
  { seed, examples }: { seed: number; examples: number },
): Promise<FuzzedHouse> {
  const prepared = await prepareHouse(house);
  const { body } = await house.call<Interface>('GET', '/openapi.json');
  const document = addExamples(closeAnswers(body), prepared);
  const run = (keys: Keys, words: readonly string[]) =>
    runSchemathesis({ url: house.url, document, keys, seed, words });
  const often = ['--max-examples', String(examples)];
  const onlyExamples = ['--phases', 'examples', '--max-examples', '1'];

  const findings = [
    await run(KEYS, ['--exclude-path-regex', DEPLOYS, ...often]),
    await run(KEYS_OF_A_TILL, onlyExamples),
    await run(KEYS, ['--include-path-regex', DEPLOYS, ...often]),
    // Whichever playbook that has left, every call stands it.
    await run(KEYS, ['--exclude-path-regex', DEPLOYS, ...onlyExamples]),
  ];
  const beyond = await callBeyond(house);
  return {
    failures: findings
      .map(({ failures }) => failures)
      .join('\n')
      .trim(),
    statuses: statusesByCall([...findings.flatMap(({ calls }) => calls), ...beyond]),
    deployHotel: () => deployHotel(house, prepared),
  };
}

const TOO_LARGE = { version: 'f'.repeat(501 * 1024) };
const TOO_LARGE_PLAYBOOK = { program: 'f'.repeat(5_121 * 1024) };
/** What no value that the document knows of meets: bodies too large to be looked into, and a path that fits no parameter. */
const BEYOND: readonly { readonly name: string; readonly path: string; readonly body?: unknown }[] = [
  { name: 'POST /v1/keys', path: '/v1/keys', body: TOO_LARGE },
  { name: 'POST /v1/playbook/rollback', path: '/v1/playbook/rollback', body: TOO_LARGE },
  { name: 'POST /v1/playbook/plan', path: '/v1/playbook/plan', body: TOO_LARGE_PLAYBOOK },
  { name: 'POST /v1/playbook/backfill', path: '/v1/playbook/backfill', body: TOO_LARGE },
  { name: 'POST /v1/rebuild', path: '/v1/rebuild', body: TOO_LARGE },
  { name: 'POST /v1/split', path: '/v1/split', body: TOO_LARGE },
  { name: 'POST /v1/campaigns/sweep', path: '/v1/campaigns/sweep', body: TOO_LARGE },
  { name: 'GET /v1/projects/{writeKey}/settings', path: '/v1/projects/a%2Fb/settings' },
  ...['', '/guests', '/finish'].flatMap((rest) => {
    const name = `POST /v1/lists/{list}${rest}`;
    return [
      { name, path: `/v1/lists/press${rest}`, body: TOO_LARGE },
      { name, path: `/v1/lists/a%2Fb${rest}`, body: {} },
    ];
  }),
];

async function callBeyond(house: House): Promise<AnsweredCall[]> {
  return Promise.all(
    BEYOND.map(async ({ name, path, body }) => {
      const [method = ''] = name.split(' ');
      const { status } = await house.call(method, path, { key: 'local-admin', body });
      return { name, status };
    }),
  );
}

async function deployHotel(house: House, { version }: Prepared): Promise<void> {
  const answer = await house.call('POST', '/v1/playbook/rollback', { key: 'local-admin', body: { version } });
  if (answer.status !== 200) throw new Error(`the hotel was not deployed: ${JSON.stringify(answer.body)}`);
  await sleep(LOOK_AGAIN_MILLISECONDS);
}
