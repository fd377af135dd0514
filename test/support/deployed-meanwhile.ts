import { compileFiles } from '../../cli/compile-folder.ts';
import type { Program } from '../../domain/playbook/program/program.ts';

type Files = Readonly<Record<string, string>>;

const SETTINGS = `name: House
timezone: Europe/Berlin
consent: { marketing: opt-out, analytics: opt-out, sms: opt-out }
`;

/** A campaign that asks, as it is under way, all that a playbook can change the meaning of. */
const STAY: Files = {
  'playbook.yaml': SETTINGS,
  'segments/gold.yaml': 'name: Gold\nwhen: { trait: tier, is: gold }\n',
  'segments/keen.yaml':
    'name: Keen\nwhen: { all: [{ event: Page Viewed, count: 2, within: 3 days }, { not: { segment: gold } }] }\n',
  'segments/settled.yaml': 'name: Settled\nwhen: { segment: keen, for: 1 day }\n',
  'segments/agreeing.yaml': 'name: Agreeing\nwhen: { consent: analytics }\n',
  'traits/spent.yaml': 'name: Spent\nsum: revenue\nof: { event: Order Completed }\n',
  'campaigns/stay.yaml': `name: Stay
trigger: { event: Signed Up }
if: { not: { event: Complained } }
stopWhen: { any: [{ event: Booking Made }, { segment: keen }, { all: [{ segment: settled }, { trait: spent, atLeast: 500 }] }] }
goal: { event: Order Completed, within: 10 days }
steps:
  - wait: { until: { event: Cart Updated, where: { from: { before: 2026-03-06 } } }, atMost: 2 days }
  - branch:
      - if: { segment: agreeing }
        steps: [{ set: { traits: { agreed: "{{ profile.spent }}" } } }]
      - else: [{ set: { traits: { agreed: false } } }]
  - send: { channel: sms, text: "first, {{ profile.spent }}" }
  - wait: { until: "10:00" }
  - branch:
      - if: { all: [{ trait: spent, atLeast: 100 }, { segment: gold }] }
        steps: [{ send: { channel: sms, text: rich } }]
      - if: { trait: seen, before: 2026-03-05 }
        steps: [{ send: { channel: sms, text: early } }]
      - else: [{ send: { channel: sms, text: other } }]
  - wait: 3 days
  - send: { channel: sms, text: last }
`,
};

const CHANGED: readonly Files[] = [
  // All that it asks is asked otherwise.
  {
    ...STAY,
    'segments/gold.yaml': 'name: Gold\nwhen: { trait: tier, is: platinum }\n',
    'segments/keen.yaml': 'name: Keen\nwhen: { event: Page Viewed, count: 5 }\n',
    'traits/spent.yaml': 'name: Spent\ncount: true\nof: { event: Order Completed }\n',
    'campaigns/stay.yaml': `name: Stay
trigger: { event: Never }
stopWhen: { trait: phone, exists: true }
steps: [{ wait: 1 day }, { send: { channel: sms, text: another } }]
`,
  },
  // Elsewhere, and nobody agrees to anything who has not said so.
  {
    ...STAY,
    'playbook.yaml':
      'name: House\ntimezone: America/Los_Angeles\nconsent: { marketing: opt-out, analytics: opt-in, sms: opt-out }\n',
  },
  // Without the campaign, and all that it named.
  { 'playbook.yaml': SETTINGS },
  // A segment renamed, the trait sent instead of computed.
  {
    'playbook.yaml': SETTINGS,
    'segments/golden.yaml': 'name: Golden\nwhen: { trait: tier, is: gold }\n',
    'campaigns/stay.yaml': `name: Stay
trigger: { event: Never }
steps: [{ send: { channel: sms, text: renamed } }]
`,
  },
  // Something else altogether, with memory of its own.
  {
    'playbook.yaml': SETTINGS,
    'segments/busy.yaml': 'name: Busy\nwhen: { event: Cart Updated, count: 3 }\n',
  },
  STAY,
];

/** The playbook that a journey begins with. */
export const stayProgram = (): Promise<Program> => compiled(STAY);

/** Those that may be deployed while it is under way, the same again among them. */
export const laterPrograms = (): Promise<readonly Program[]> => Promise.all(CHANGED.map(compiled));

async function compiled(files: Files): Promise<Program> {
  const read = Object.entries(files).map(([path, text]) => ({ path, text }));
  const folder = await compileFiles(read);
  if (folder.program === undefined) throw new Error(JSON.stringify(folder.problems));
  return folder.program;
}
