import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { median } from '../quantile.ts';

const COMMAND = join(import.meta.dirname, '..', '..', 'bin', 'maitred.mjs');
const FILES = 1000;
const CAMPAIGNS = 150;
const TEMPLATES = 10;
const ROUNDS = 7;
const LIMIT_MILLISECONDS = 1000;

/** `maitred check` of a playbook of 1,000 files, from the command to its answer. */
export async function measureCheck(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-check-'));
  try {
    writePlaybook(folder);
    checkOnce(folder); // fills the cache of compiled code
    const milliseconds = Array.from({ length: ROUNDS }, () => checkOnce(folder));
    const note = `${ROUNDS} rounds, ${Math.min(...milliseconds).toFixed(0)} to ${Math.max(...milliseconds).toFixed(0)} ms by the clock; ${CAMPAIGNS} campaigns, ${TEMPLATES} MJML templates, the rest segments`;
    const name = `maitred check of ${FILES} files`;
    return [{ name, ours: median(milliseconds), limit: LIMIT_MILLISECONDS, unit: 'ms', note }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkOnce(folder: string): number {
  const begun = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, 'check', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  return performance.now() - begun;
}

function writePlaybook(folder: string): void {
  for (const name of ['segments', 'campaigns', 'templates']) mkdirSync(join(folder, name));
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  write('playbook.yaml', SETTINGS);
  for (let number = 0; number < TEMPLATES; number += 1) write(`templates/offer-${number}.mjml`, TEMPLATE);
  for (let number = 0; number < CAMPAIGNS; number += 1) write(`campaigns/c-${number}.yaml`, campaign(number));
  const segments = FILES - 1 - TEMPLATES - CAMPAIGNS;
  for (let number = 0; number < segments; number += 1) write(`segments/s-${number}.yaml`, segment(number));
}

const SETTINGS = `name: Bench
timezone: UTC
consent:
  marketing: opt-in
channels:
  email:
    from: Bench <bench@example.com>
    address: Unter den Linden 1, Berlin
`;

const TEMPLATE = `<mjml><mj-body><mj-section><mj-column>
<mj-text>Dear {{ profile.firstName }}, your table waits.</mj-text>
</mj-column></mj-section></mj-body></mjml>
`;

/** Many ask the same of events, so that a guest's state stays small, and differ in what they ask of traits. */
function segment(number: number): string {
  return `# Those who came back to something and did not book it.
name: Segment ${number}
when:
  all:
    - { event: Signed Up, within: ${(number % 90) + 1} days }
    - event: [Page Viewed, Screen Viewed]
      where: { category: Rooms, price: { atLeast: 10 } }
      count: { atLeast: 2 }
      within: 30 days
    - { trait: tags, includes: Tag ${number} }
    - not: { event: Booking Made, since: { event: Signed Up } }
`;
}

function campaign(number: number): string {
  return `name: Campaign ${number}
trigger: { segment: s-${number} }
purpose: marketing
steps:
  - send: { channel: email, subject: 'Your table, {{ profile.firstName }}', template: offer-${number % TEMPLATES} }
`;
}
