import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const HELLO = 'trigger: { segment: vip }\nsteps:\n  - ';
const campaign = (text: string) => complaintsAbout({ 'campaigns/hello.yaml': text });
const step = (text: string) => campaign(`${HELLO}${text}\n`);
const settings = (text: string) =>
  complaintsAbout({ 'playbook.yaml': text, 'campaigns/hello.yaml': null, 'templates/hello.liquid': null });

describe('problems in files', () => {
  it.each([
    ['segmnts/a.yaml', 'unknown folder `segmnts` (did you mean `segments`?)'],
    ['offers/x.yaml', '`offers/` is not supported yet'],
    ['placements/x.yaml', '`placements/` is not supported yet'],
    ['sources/x.yaml', '`sources/` is not supported yet'],
    ['catalogs/x.csv', '`catalogs/` is not supported yet'],
    ['segments/x.yml', 'expected a file that ends in .yaml, found `x.yml`'],
    ['templates/x.html', 'expected a file that ends in .mjml or .liquid, found `x.html`'],
    ['playbok.yaml', 'a playbook has no file `playbok.yaml` (did you mean `playbook.yaml`?)'],
    ['segments/deep/x.yaml', 'folders within a folder are not read (move it to `segments/`)'],
  ])('given a file %s, then it is refused and not ignored', async (path, complaint) => {
    expect(await complaintsAbout({ [path]: 'a: 1\n' })).toEqual([`${path}:1:1 ${complaint}`]);
  });

  it('given notes in Markdown, then they are nobody’s business', async () => {
    expect(await complaintsAbout({ 'README.md': '# Notes', 'segments/notes.md': 'x' })).toEqual([]);
  });

  it('given text that is not YAML, then its place is said once, and other files are still checked', async () => {
    const complaints = await complaintsAbout({
      'segments/vip.yaml': 'when: { trait: tier, is: gold\n',
      'segments/x.yaml': 'wen: everyone\n',
    });
    expect(complaints).toHaveLength(2);
    expect(complaints[0]).toMatch(/^segments\/vip\.yaml:2:1 flow map/);
    expect(complaints[1]).toBe('segments/x.yaml:1:1 unknown key `wen` (did you mean `when`?)');
  });

  it('given a key twice, then the second is pointed at', async () => {
    const [complaint] = await complaintsAbout({ 'segments/x.yaml': 'when: everyone\nname: X\nname: Y\n' });
    expect(complaint).toMatch(/^segments\/x\.yaml:3:1 this key stands here twice/);
  });

  const NOT = 'not: ';
  it.each([
    [
      'an alias inside of what it names',
      'name: Vip\nwhen: &a { not: *a }\n',
      '2:17 `*a` stands inside of what it names, and would never end (write out what you mean in its place)',
    ],
    [
      'one in a list of lists',
      'when: &a\n  any:\n    - &b [*a]\n    - *b\n',
      '3:11 `*a` stands inside of what it names, and would never end (write out what you mean in its place)',
    ],
    [
      'aliases of aliases without end',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
        .map((name, index) => {
          const alias = `*${'abcdefg'[index]}`;
          return `${name}: &${name} [${Array(10).fill(alias).join(',')}]\n`;
        })
        .join('')}`,
      '2:8 aliases of aliases stand for more here than is read (write out what you mean in place of `*`)',
    ],
    [
      'three thousand conditions within each other, on a line',
      `when: ${`{ ${NOT}`.repeat(3_000)}{ trait: vip, is: true }${' }'.repeat(3_000)}\n`,
      expect.stringMatching(/^1:\d+ this stands over 200 levels deep \(write it flatter/),
    ],
    [
      'four hundred on as many lines',
      `when:\n${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth + 1)}${NOT}\n`).join('')}`,
      expect.stringMatching(/^20\d:\d+ this stands over 200 levels deep/),
    ],
  ])('given %s, then it is refused where it stands', async (_, text, expected) => {
    const complaints = await complaintsAbout({ 'segments/x.yaml': text });
    expect(complaints.map((complaint) => complaint.replace('segments/x.yaml:', ''))).toEqual([expected]);
  });

  it('given a hundred conditions within each other, or an alias twice, then they are read', async () => {
    const deep = `when: ${`{ ${NOT}`.repeat(100)}{ trait: vip, is: true }${' }'.repeat(100)}\n`;
    expect(await complaintsAbout({ 'segments/x.yaml': deep })).toEqual([]);
    const twice =
      'when: { any: [{ all: [&a { trait: vip, is: true }, { trait: b, is: 1 }] }, { not: *a }] }\n';
    expect(await complaintsAbout({ 'segments/x.yaml': twice })).toEqual([]);
  });

  it('given no playbook.yaml, then that is said', async () => {
    expect(await complaintsAbout({ 'playbook.yaml': null })).toEqual([
      'playbook.yaml:1:1 there is no playbook.yaml',
    ]);
  });

  it('given a template in two formats, then one of them must go', async () => {
    expect(await complaintsAbout({ 'templates/hello.mjml': '<mjml></mjml>' })).toEqual([
      'templates/hello.mjml:1:1 `templates/hello.liquid` has the same id, `hello` (keep one of the two)',
    ]);
  });

  it.each([
    ['timezone: Europe/Berln', '2:11 expected a time zone such as `Europe/Berlin`, found `Europe/Berln`'],
    [
      'visit: { endsAfter: 4 hours }',
      '3:8 `begins` is missing (it must be a list of events, such as `[Checked In, Order Completed]`)',
    ],
    [
      'visit: { begins: [Checked In], endAfter: 4 hours }',
      '3:32 unknown key `endAfter` (did you mean `endsAfter`?)',
    ],
    [
      'venues: { bar: { timeout: 30 } }',
      '3:27 expected a duration such as `3 days` or `P3D`, found `30` (say of what: `30 minutes`, `30 days`)',
    ],
    ['retention: {}', '3:1 `retention` is not supported yet'],
    ['staff: { roles: [], card: {} }', '3:21 `card` is not supported yet'],
    ['venues: { bar: { beacons: {} } }', '3:18 `beacons` is not supported yet'],
    ['retenton: x', '3:1 unknown key `retenton` (did you mean `retention`?)'],
    [
      'consent: { marketing: optin }',
      '3:23 expected `opt-in`, `opt-out`, or `{ mode: opt-in, categories: [C0004] }`, found `optin`',
    ],
    [
      'destinations: { crm: { url: http://x.example.com, secret: whsec_YQ== } }',
      '3:29 expected an address that begins https:// (or http:// on this machine: localhost, 127.x.x.x, [::1]), found `http://x.example.com`',
    ],
    [
      'destinations: { crm: { url: "https://x.example.com", secret: ssm:/crm } }',
      '3:62 expected `ssm:/maitred/…` or `whsec_…` (the key in base64), found `ssm:/crm`',
    ],
    [
      'identity: { namespaces: [{ name: userId, unique: true, limit: 3 }] }',
      '3:63 a unique namespace has a limit of 1 (leave `limit` out, or `unique`)',
    ],
    ['identity: { namespaces: [{ name: userId }, { name: userId }] }', '3:52 `userId` is declared twice'],
  ])('given %s in playbook.yaml, then it is refused', async (line, complaint) => {
    const zone = line.startsWith('timezone') ? '' : 'timezone: Europe/Berlin\n';
    expect(await settings(`name: Test House\n${zone}${line}\n`)).toEqual([`playbook.yaml:${complaint}`]);
  });

  it.each([
    [
      'send: { channel: email, template: helo, subject: x }',
      '3:39 unknown template `helo` (did you mean `hello`?)',
    ],
    [
      'send: { channel: emial, subject: x }',
      '3:22 expected one of `email`, `sms`, `push`, `webhook`, `staff`, found `emial` (did you mean `email`?)',
    ],
    [
      'send: { subject: x }',
      '3:11 `channel` is missing (it must be one of `email`, `sms`, `push`, `webhook`, `staff`)',
    ],
    ['send: { channel: email, subject: x }', '3:11 `template` is missing (it must be text)'],
    [
      'send: { channel: webhook, destination: cmr, body: {} }',
      '3:44 unknown destination `cmr` (did you mean `crm`?)',
    ],
    [
      'send: { channel: staff, role: watier, message: x }',
      '3:35 unknown role `watier` (did you mean `waiter`?)',
    ],
    [
      'send: { channel: staff, role: waiter, venue: lobby, message: x }',
      '3:50 unknown venue `lobby` (there is `bar`)',
    ],
    [
      'send: { channel: staff, role: waiter, message: x, escalate: {} }',
      '3:55 `escalate` is not supported yet',
    ],
    [
      'send: { channel: sms, text: "{{ profil.x }}" }',
      '3:33 unknown variable `profil` (did you mean `profile`?)',
    ],
    [
      'send: { channel: webhook, destination: crm, body: { a: ["{{ evnt.x }}"] } }',
      '3:61 unknown variable `evnt` (did you mean `event`?)',
    ],
    ['send: { channel: sms, text: "{{ offer.code }}" }', '3:33 `offer` is not supported yet'],
    [
      'wait: 3 dyas',
      '3:11 expected a duration such as `3 days` or `P3D`, found `3 dyas` (did you mean `3 days`?)',
    ],
    ['snd: {}', '3:5 unknown key `snd` (did you mean `send`?)'],
  ])('given the step %s, then it is refused', async (text, complaint) => {
    expect(await step(text)).toEqual([`campaigns/hello.yaml:${complaint}`]);
  });

  it.each([
    ['trigger: { segment: vpi }', '4:21 unknown segment `vpi` (did you mean `vip`?)'],
    [
      'trigger: { segment: vip, on: leaving }',
      '4:30 expected `entry` or `exit`, found `leaving` (did you mean `exit`?)',
    ],
    ['trigger: [{ event: X }, { segment: vpi }]', '4:36 unknown segment `vpi` (did you mean `vip`?)'],
    [
      'trigger: { event: X }\nif: { consent: x }',
      '5:16 unknown purpose `x` (there is `marketing`, `analytics`, `location`, `sms`)',
    ],
    [
      'trigger: { event: X }\npurpose: transactionl',
      '5:10 unknown purpose `transactionl` (did you mean `transactional`?)',
    ],
    [
      'trigger: { event: X }\npurpose: newsletter',
      '5:10 unknown purpose `newsletter` (there is `marketing`, `analytics`, `location`, `transactional`)',
    ],
    [
      'trigger: { event: X }\nfrequency: twice',
      '5:12 expected `once`, `every time`, `once per 90 days`, or `once per visit`, found `twice` (how many messages in a while is said by `caps` in playbook.yaml)',
    ],
  ])('given the campaign %s, then it is refused', async (text, complaint) => {
    const steps = 'steps:\n  - send:\n      { channel: sms, text: x }\n';
    expect(await campaign(steps + text)).toEqual([`campaigns/hello.yaml:${complaint}`]);
  });

  it('given no application, then a push step says what to add', async () => {
    const complaints = await complaintsAbout({
      'playbook.yaml': 'name: X\ntimezone: UTC\n',
      'campaigns/hello.yaml': `${HELLO}send: { channel: push, title: A, body: B }\n`,
    });
    expect(complaints).toEqual([
      'campaigns/hello.yaml:3:22 no application to push to (add `channels: { push: { ios: arn:… } }` to playbook.yaml)',
    ]);
  });

  it('given no address to send from, then an email step says what to add', async () => {
    const complaints = await complaintsAbout({ 'playbook.yaml': 'name: X\ntimezone: UTC\n' });
    expect(complaints).toEqual([
      'campaigns/hello.yaml:3:22 no address to send email from (add `channels: { email: { from: "Name <address>" } }` to playbook.yaml)',
    ]);
  });
});
