import { compileFiles } from '../../../cli/compile-folder.ts';
import { readFolder } from '../../../cli/read-folder.ts';
import { Guest } from '../../support/guest.ts';
import type { House } from '../../support/house.ts';

/** What a fuzz must know of a house to reach all that it does. */
export interface Prepared {
  /** Of the link in a mail that John got. */
  readonly unsubscribeToken: string;
  /** Of a key that nobody calls with. */
  readonly spareKeyId: string;
  /** Of the playbook that is active. */
  readonly version: string;
  /** Another playbook, as the command line uploads it. */
  readonly upload: { readonly [part: string]: unknown; readonly program: unknown };
}

/** A guest with a history, consent and a mail; a key to revoke; a second playbook to deploy. */
export async function prepareHouse(house: House): Promise<Prepared> {
  const unsubscribeToken = await writeToJohn(house);
  // Of one identifier alone, so that there is nothing to split.
  await new Guest(house, { anonymousId: 'alone-1' }).track('Looked Around');
  const spare = await house.call<{ keyId: string }>('POST', '/v1/keys', {
    key: 'local-admin',
    body: { source: 'spare', scopes: ['collect'] },
  });
  const versions = await house.call<{ active: { version: string } }>('GET', '/v1/playbook/versions', {
    key: 'local-admin',
  });
  return {
    unsubscribeToken,
    spareKeyId: spare.body.keyId,
    version: versions.body.active.version,
    upload: await renamedHotel(),
  };
}

async function writeToJohn(house: House): Promise<string> {
  const john = new Guest(house, { anonymousId: 'web-1' });
  await john.identify('john', { email: 'john@example.com', tags: ['Price Sensitive'] }, { marketing: true });
  await john.track('Signed Up');
  await john.track('Called Hotel', { topic: 'price' });
  await house.advance('3 days');
  const [mail] = await house.outbox('email');
  const token = /\/v1\/unsubscribe\/([^>]+)>/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[1];
  if (token === undefined) throw new Error('John got no mail');
  return token;
}

async function renamedHotel(): Promise<Prepared['upload']> {
  const files = (await readFolder('playbooks/hotel')).map(({ path, text }) => ({
    path,
    text: text.replace('name: Five Star Hotel', 'name: Six Star Hotel'),
  }));
  const { program, problems, ...compiled } = await compileFiles(files);
  if (program === undefined) throw new Error(`the hotel has problems: ${JSON.stringify(problems)}`);
  const { templates, sources } = compiled as { templates: unknown; sources: unknown };
  return { program, templates, sources };
}
