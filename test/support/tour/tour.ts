import { setTimeout as sleep } from 'node:timers/promises';
import { compileFiles } from '../../../cli/compile-folder.ts';
import { readFolder } from '../../../cli/read-folder.ts';
import { ACCOUNT, REGION } from '../../../local/template/template.ts';
import type { CallFaults } from '../call-faults.ts';
import type { House } from '../house.ts';
import type { WebhookReceiver } from '../webhook-receiver.ts';

/** After this, by any clock, no function holds an older playbook. */
const LOOK_AGAIN_MILLISECONDS = 10_500;
const POLL_MILLISECONDS = 20;
const POLLS = 1_000;

/** Where the tour goes, and what it has with it. */
export interface Tour {
  readonly house: House;
  readonly faults: CallFaults;
  readonly receiver: WebhookReceiver;
}

/** A call that must succeed; it waits for nothing that it causes. */
export async function call<T>(
  { house }: Pick<Tour, 'house'>,
  method: string,
  path: string,
  key?: string,
  body?: unknown,
): Promise<T> {
  const answer = await house.call<T>(method, path, { ...(key === undefined ? {} : { key }), body });
  if (answer.status >= 300)
    throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Sends messages of a guest at once and waits for nothing that they cause. */
export async function sendBatch(tour: Pick<Tour, 'house'>, batch: readonly object[]): Promise<void> {
  const stamped = batch.map((message) => ({ messageId: crypto.randomUUID(), ...message }));
  await call(tour, 'POST', '/v1/batch', 'local-write', { batch: stamped });
}

/** Waits for something that comes by itself. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let left = POLLS; !(await isSo()); left -= 1) {
    if (left === 0) throw new Error(`it did not come about that ${what}`);
    await sleep(POLL_MILLISECONDS);
  }
}

/** Waits until every function will look anew which playbook is the active one. */
export async function forgetPlaybook(): Promise<void> {
  await sleep(LOOK_AGAIN_MILLISECONDS);
}

/** Files to put beside those of a folder, or in the place of those of the same path. */
export type MoreFiles = readonly { readonly path: string; readonly text: string }[];

/** Deploys a playbook, changed as below. */
export async function deploy(tour: Tour, folder: string, more: MoreFiles = []): Promise<void> {
  await call(tour, 'POST', '/v1/playbook/deploy', 'local-admin', await compileAsDeployed(tour, folder, more));
}

/** A playbook as a deployment would have it: its secret in Parameter Store, its applications in this account. */
export async function compileAsDeployed(tour: Tour, folder: string, more: MoreFiles = []) {
  const own = await readFolder(folder);
  const others = own.filter(({ path }) => more.every((file) => file.path !== path));
  const files = [...others, ...more].map(({ path, text }) => ({
    path,
    text: text
      .replaceAll('eu-central-1:123456789012', `${REGION}:${ACCOUNT}`)
      .replace(/url: "[^"]*", secret: \S+/, `url: "${tour.receiver.url}", secret: ssm:/maitred/shop-crm`),
  }));
  const compiled = await compileFiles(files);
  if (compiled.program === undefined)
    throw new Error(`${folder} has problems: ${JSON.stringify(compiled.problems)}`);
  const { program, templates, sources } = compiled;
  return { program, templates, sources };
}
