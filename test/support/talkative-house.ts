import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AwsCall } from '../../local/aws/aws-call.ts';
import { startLocal } from '../../local/start-local.ts';
import { ACCOUNT, REGION } from '../../local/template/template.ts';
import { House } from './house.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

/** One line that a function wrote. */
export interface LogLine {
  readonly functionName: string;
  readonly text: string;
}

/** What a function put on the bus. */
export interface BusEntry {
  readonly type: string;
  readonly traceId?: string;
}

interface Traced {
  readonly traceId?: string;
}

/** A profile as the API shows it, as far as traces are concerned. */
export interface TracedPerson {
  readonly events: readonly (Traced & { readonly event?: string; readonly type: string })[];
  readonly journeys: readonly (Traced & { readonly campaign: string })[];
  readonly messages: readonly (Traced & {
    readonly campaign: string;
    readonly channel: string;
    readonly status: string;
  })[];
}

/** A house that speaks on every channel, and writes down what its functions log and put on the bus. */
export interface TalkativeHouse {
  readonly house: House;
  readonly lines: readonly LogLine[];
  readonly bus: readonly BusEntry[];
  readonly receiver: WebhookReceiver;
  /** The functions whose next call of a service has its answer lost: `email ses`. */
  readonly losing: Set<string>;
  close(): Promise<void>;
}

const playbookOf = (receiverUrl: string): Readonly<Record<string, string>> => ({
  'playbook.yaml': `name: Talkative House
timezone: Europe/Rome
identity: { country: IT }
consent: { marketing: opt-in, sms: opt-in }
channels:
  email: { from: Talkative House <stay@example.com> }
  sms: { senderId: HOUSE }
  push: { ios: "arn:aws:sns:${REGION}:${ACCOUNT}:app/APNS/house" }
destinations: { crm: { url: "${receiverUrl}", secret: whsec_c2hvcC1jcm0tc2VjcmV0LTAwMDE= } }
staff: { roles: [waiter] }
venues: { bar: { name: Bar } }
`,
  'segments/gold.yaml': 'when: { trait: tier, is: gold }\n',
  'segments/quiet.yaml': `when:
  all:
    - event: Dinner Booked
    - not: { event: Dinner Booked, within: 2 hours }
`,
  'campaigns/welcome.yaml': `trigger: { segment: gold }
if: { consent: marketing }
steps:
  - wait: 1 day
  - send: { channel: email, template: hello, subject: "Welcome, {{ profile.firstName }}" }
`,
  'campaigns/missed.yaml': `trigger: { segment: quiet }
if: { consent: marketing }
steps:
  - send: { channel: email, template: hello, subject: "We miss you, {{ profile.firstName }}" }
`,
  'campaigns/complaint.yaml': `trigger: { event: Complained }
steps:
  - send: { channel: staff, role: waiter, venue: bar, message: "{{ profile.firstName }}: {{ event.properties.words }}" }
  - send: { channel: webhook, destination: crm, body: { from: "{{ profile.email }}", words: "{{ event.properties.words }}" } }
  - send: { channel: sms, text: "Sorry, {{ profile.firstName }}: {{ event.properties.words }}" }
  - send: { channel: push, title: Sorry, body: "{{ event.properties.words }}" }
  - send: { channel: email, template: hello, subject: "{{ profile.nickname }}" }
`,
  'templates/hello.liquid': '<p>Hello {{ profile.firstName }}, {{ profile.email }}</p>\n',
});

/** Starts it. */
export async function openTalkativeHouse(): Promise<TalkativeHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-talkative-'));
  const receiver = await startWebhookReceiver();
  for (const [path, text] of Object.entries(playbookOf(receiver.url))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const lines: LogLine[] = [];
  const bus: BusEntry[] = [];
  const losing = new Set<string>();
  const stack = await startLocal({
    port: 0,
    playbook: folder,
    log: 'all',
    say: (line) => keepLine(lines, line),
    onAwsCall(call) {
      if (call.service === 'events') bus.push(...entriesOf(call));
      return losing.delete(`${call.functionName} ${call.service}`) ? 'drop-after' : 'pass';
    },
  });
  return {
    house: new House(stack),
    lines,
    bus,
    receiver,
    losing,
    async close() {
      await stack.stop();
      await receiver.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function keepLine(lines: LogLine[], line: string): void {
  const [, functionName, text] = /^\[([\w-]+)\] (.*)$/su.exec(line) ?? [];
  if (functionName !== undefined && text !== undefined) lines.push({ functionName, text });
}

function entriesOf({ parameters }: AwsCall): BusEntry[] {
  const entries = parameters.Entries as readonly { readonly DetailType: string; readonly Detail: string }[];
  return entries.map(({ DetailType, Detail }) => ({ ...JSON.parse(Detail), type: DetailType }));
}
