import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const template = (text: string) => complaintsAbout({ 'templates/hello.liquid': text });
const mjml = (text: string) =>
  complaintsAbout({ 'templates/hello.liquid': null, 'templates/hello.mjml': text });
const body = (text: string) =>
  `<mjml>\n<mj-body><mj-section><mj-column>\n${text}\n</mj-column></mj-section></mj-body></mjml>`;
const trait = (text: string) => complaintsAbout({ 'traits/spent.yaml': text });
const story = (step: string) =>
  complaintsAbout({
    'tests/s.yaml': `story: S\nstart: 2026-03-02\nsteps:\n  - identify: { userId: john }\n  - ${step}\n`,
  });

describe('problems in texts, traits and stories', () => {
  it.each([
    ['line 1\n  {{ profil.x }}', '2:6 unknown variable `profil` (did you mean `profile`?)'],
    ['{% if %}', '1:6 Liquid: invalid value expression'],
    ['a\n{% if profile.x %}', '2:1 Liquid: tag {% if profile.x %} not closed'],
    ['{{ profile.x | upcas }}', '1:1 unknown filter `upcas` (did you mean `upcase`?)'],
    ['{{ event.proprties.x }}', '1:4 unknown variable `event.proprties` (did you mean `event.properties`?)'],
    ["a {% render 'playbook.yaml' %}", '1:3 `render` is not supported yet'],
    ['{{ profile.codes.x }}', '1:4 `profile.codes` is not supported yet'],
    ['{{ catalog.products }}', '1:4 `catalog` is not supported yet'],
    ['{% for tag in profile.tags %}{{ tag }}{{ tg }}{% endfor %}', '1:42 unknown variable `tg`'],
  ])('given the Liquid %j, then its place in the template is said', async (text, complaint) => {
    const [first, ...others] = await template(text);
    expect(first).toContain(`templates/hello.liquid:${complaint}`);
    expect(others).toEqual([]);
  });

  it('given variables that a tag makes, then they are known', async () => {
    expect(
      await template(
        '{% assign n = 1 %}{% for t in profile.tags %}{{ t }}{{ forloop.index }}{{ n }}{% endfor %}',
      ),
    ).toEqual([]);
  });

  it('given MJML that does not compile, then the line is said', async () => {
    expect(await mjml(body('<mj-txt>Hello</mj-txt>'))).toEqual([
      "templates/hello.mjml:3:1 MJML: Element mj-txt doesn't exist or is not registered",
    ]);
  });

  it('given Liquid between elements, which MJML would silently drop, then it is refused', async () => {
    expect(await mjml(body('{% if profile.x %}\n<mj-text>Hello</mj-text>\n{% endif %}'))).toEqual([
      'templates/hello.mjml:3:1 MJML would drop `{% if profile.x %}` (between elements MJML keeps only what stands in `<mj-raw>`)',
    ]);
  });

  it('given an include, then it is not supported yet', async () => {
    expect(await mjml(body('<mj-include path="./x.mjml" />'))).toEqual([
      'templates/hello.mjml:3:1 `mj-include` is not supported yet',
    ]);
  });

  it('given a language of a template that is not there, then that is said', async () => {
    expect(await complaintsAbout({ 'templates/bye.de.liquid': 'x' })).toEqual([
      'templates/bye.de.liquid:1:1 `bye.de` is a language of a template that is not there (add `templates/bye.mjml` for every other language)',
    ]);
  });

  it.each([
    ['averge: revenue\nof: { event: X }', '1:1 unknown key `averge` (did you mean `average`?)'],
    [
      'first: shop\nof: { event: X, within: visit }',
      '2:25 `first` goes without `within: visit` (write a duration such as `30 days`)',
    ],
    [
      'top: brand\nof: { event: X, within: [3 days, 1 day] }',
      '2:25 `top` goes without a range in `within` (write a duration such as `30 days`)',
    ],
    [
      'unique: brand\ntimes: 2\nof: { event: X }',
      '2:8 `times` goes only with a number, and `unique` is a list',
    ],
    ['sum: a\nof: { event: X }\nminus: { unique: b, of: { event: X } }', '3:18 a list cannot be taken off'],
    [
      'sum: a\nof: { event: X, within: visit }',
      '2:25 `within: visit`, and nobody says what a visit is (add `visit: { begins: [Checked In], endsAfter: 4 hours }` to playbook.yaml)',
    ],
    [
      'sum: revenue\ncount: true\nof: { event: X }',
      '1:1 expected one of `count`, `sum`, `average`, `min`, `max`, `first`, `last`, `unique`, `top`, found a mapping with `sum`, `count`, `of`',
    ],
    ['sum: revenue', '1:1 `of` is missing (it must be a mapping with `event`, `where`, `within`)'],
  ])('given the trait %j, then it is refused', async (text, complaint) => {
    expect(await trait(`${text}\n`)).toEqual([`traits/spent.yaml:${complaint}`]);
  });

  it('given a computed trait that is also sent, then it clashes', async () => {
    const traits = { 'traits/spent.yaml': 'sum: revenue\nof: { event: X }\n' };
    const step = '- identify: { userId: john, traits: { spent: 1 } }';
    const sent = { 'tests/s.yaml': `story: S\nstart: 2026-03-02\nsteps:\n  ${step}\n` };
    expect(await complaintsAbout({ ...traits, ...sent })).toEqual([
      'traits/spent.yaml:1:1 `spent` cannot be computed: `tests/s.yaml` sends a trait of that name (give the file another name than `spent.yaml`)',
    ]);
  });

  it.each([
    ['trak: X', '5:5 unknown key `trak` (did you mean `track`?)'],
    ['source: hotel-crm\n    body: {}', '5:5 `source` is not supported yet'],
    ['expect: { offer: x }', '5:15 `offer` is not supported yet'],
    ['expect: { goal: helo }', '5:21 unknown campaign `helo` (did you mean `hello`?)'],
    [
      'expect: { goal: [hello] }',
      '5:22 the campaign `hello` has no goal (add `goal: { event: Booking Made, within: 7 days }` to it)',
    ],
    ['expect: { segmnt: x }', '5:15 unknown key `segmnt` (did you mean `segment`?)'],
    ['expect: { segment: vpi }', '5:24 unknown segment `vpi` (did you mean `vip`?)'],
    ['expect: { notSegment: [vip, vpi] }', '5:33 unknown segment `vpi` (did you mean `vip`?)'],
    ['expect: { message: { campaign: helo } }', '5:36 unknown campaign `helo` (did you mean `hello`?)'],
    [
      'expect: { supressed: { campaign: hello } }',
      '5:15 unknown key `supressed` (did you mean `suppressed`?)',
    ],
    [
      'expect: { suppressed: { campaign: hello, reson: cap } }',
      '5:46 unknown key `reson` (did you mean `reason`?)',
    ],
    [
      'expect: { suppressed: { campaign: hello, why: cap } }',
      '5:46 unknown key `why` (did you mean `reason`?)',
    ],
    [
      'expect: { suppressed: { campaign: hello, reason: consnet } }',
      '5:54 expected one of `consent`, `channel consent`, `topic`, `unreachable`, `paused`, `not active`, `holdout`, `control`, `suppression`, `cap`, `collapsed`, `profile gone`, found `consnet` (did you mean `consent`?)',
    ],
    ['expect: { held: { campaign: helo } }', '5:33 unknown campaign `helo` (did you mean `hello`?)'],
    [
      'expect: { failed: [{ campaign: hello }, { campaign: helo }] }',
      '5:57 unknown campaign `helo` (did you mean `hello`?)',
    ],
    [
      'expect: { ended: { campaign: hello, reason: stoped } }',
      '5:49 expected one of `completed`, `stopped`, `condition failed`, `collapsed by a merge`, `campaign removed`, `ended by a step`, `no date`, found `stoped` (did you mean `stopped`?)',
    ],
    [
      'expect: { notBegun: hello }',
      '5:25 expected a mapping such as `{ campaign: win-back }`, or a list of such, found `hello`',
    ],
    ['expect: { notBegun: { reason: frequency } }', '5:25 `campaign` is missing (it must be text)'],
    ['wait: 1 day', '5:5 unknown key `wait` (did you mean `after`?)'],
    ['fail: { channel: email }', '5:5 unknown key `fail` (did you mean `failing`?)'],
    [
      'expect: { message: none }',
      '5:24 expected a mapping such as `{ campaign: win-back, contains: room }`, or for none `messages: 0`, found `none`',
    ],
    ['failing: { chanel: email }', '5:16 unknown key `chanel` (did you mean `channel`?)'],
    [
      'failing: { channel: emial }',
      '5:25 expected one of `email`, `sms`, `push`, `webhook`, `staff`, or a list of them, found `emial` (did you mean `email`?)',
    ],
    [
      'failing: email',
      '5:14 expected a mapping such as `{ channel: email, reason: the mailbox is full }`, or `none`, found `email`',
    ],
    ['consent: { marketin: true }', '5:16 unknown purpose `marketin` (did you mean `marketing`?)'],
    ['consent: { "topic:sutis": false }', '5:16 unknown topic `sutis`'],
    ['consent: { marketing: yes }', '5:27 expected true or false, found `yes`'],
    ['track: X\n    as: { usrId: john }', '6:11 unknown namespace `usrId` (did you mean `userId`?)'],
    [
      'track: X\n    properties: { code: "{{ offers.x.code }}" }',
      '6:17 a value from an offer in `properties` is not supported yet',
    ],
  ])('given the story step %j, then it is refused', async (step, complaint) => {
    expect(await story(step)).toEqual([`tests/s.yaml:${complaint}`]);
  });

  it('given a choice about a topic that a campaign has, then it is one', async () => {
    const complaints = await complaintsAbout({
      'campaigns/suits.yaml': 'trigger: { event: X }\ntopics: [suits]\nsteps: [{ wait: 1 day }]\n',
      'tests/s.yaml':
        'story: S\nstart: 2026-03-02\nsteps:\n  - consent: { topic:suits: false }\n    as: { userId: john }\n',
    });
    expect(complaints).toEqual([]);
  });

  it('given a story in which nobody is named, then it says what to add', async () => {
    expect(
      await complaintsAbout({ 'tests/s.yaml': 'story: S\nstart: 2026-03-02\nsteps:\n  - track: X\n' }),
    ).toEqual(['tests/s.yaml:4:5 this step does not say whose it is (add `as: { userId: john }`)']);
  });

  it('given more state than a guest may take, then the playbook is refused', async () => {
    const top = (brand: string) => `top: ${brand}\nof: { event: Product Viewed }\n`;
    const complaints = await complaintsAbout({
      'traits/a.yaml': top('brand'),
      'traits/b.yaml': top('category'),
      'traits/c.yaml': top('colour'),
    });
    expect(complaints).toEqual([
      'playbook.yaml:1:1 the state of one guest could reach 9276 bytes, the limit is 8192 (the largest are 3092 bytes: top brand of Product Viewed, for traits/a; 3092 bytes: top category of Product Viewed, for traits/b; 3092 bytes: top colour of Product Viewed, for traits/c)',
    ]);
  });
});
