import { compileFiles } from '../../cli/compile-folder.ts';

const HOUSE = `name: Inn
timezone: Europe/Berlin
consent: { marketing: opt-out }
channels: { email: { from: a@example.com } }
`;
export const MAIL = '{ send: { channel: email, template: t, subject: x } }';
export const OFTEN = 'frequency: every time';

/** What is said of a playbook. @param files by their paths without `.yaml` */
export async function checked(files: Readonly<Record<string, string>>) {
  const found = await compileFiles([
    { path: 'playbook.yaml', text: HOUSE },
    { path: 'templates/t.liquid', text: 'Hello' },
    ...Object.entries(files).map(([path, text]) => ({ path: `${path}.yaml`, text })),
  ]);
  const told = ({ file, line, column, message }: (typeof found.problems)[number]) =>
    `${file}:${line}:${column} ${message}`;
  return { problems: found.problems.map(told), warnings: found.warnings.map(told) };
}

export const campaign = (trigger: string, steps: string, more = '') =>
  `trigger: ${trigger}\nsteps: [${steps}]\n${more}`;
export const grants = (offer: string) => `{ grant: ${offer} }`;
export const sets = (name: string, value: string) => `{ set: { traits: { ${name}: ${value} } } }`;
export const granted = (offer: string) => `{ event: Offer Granted, where: { offer: ${offer} } }`;
export const tier = (value: string) => `when: { trait: tier, is: ${value} }`;
