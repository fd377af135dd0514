import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const HOUSE = 'name: X\ntimezone: Europe/Berlin\nchannels: { email: { from: a@b.example } }\n';
const SUITS = 'trigger: { event: X }\ntopics: [suits, ties]\nsteps: [{ send: { channel: sms, text: x } }]\n';
const asked = (text: string, campaign = SUITS) =>
  complaintsAbout({ 'playbook.yaml': `${HOUSE}${text}\n`, 'campaigns/suits.yaml': campaign });

describe('problems in the house’s rules', () => {
  it.each([
    'suppress: []\ncaps: []',
    'suppress: [{ name: a, when: { event: A, within: 7 days }, purposes: [marketing], topics: [suits], except: [ties] }]',
    'caps: [{ channel: email, atMost: 3, per: 7 days }, { channel: email, atMost: 47, per: 1 year }]',
    'quietHours: { from: "21:00", to: "09:00", channels: [sms, push] }',
    'control: 5%',
  ])('given %s in playbook.yaml, then nothing is said', async (text) => {
    expect(await asked(text)).toEqual([]);
  });

  it.each<[string, string[]]>([
    [
      'caps: [{ channel: emial, atMost: 3, per: 7 days }]',
      [
        '4:19 expected one of `email`, `sms`, `push`: only these reach a guest, found `emial` (did you mean `email`?)',
      ],
    ],
    [
      'caps: [{ channel: webhook, atMost: 3, per: 7 days }]',
      ['4:19 expected one of `email`, `sms`, `push`: only these reach a guest, found `webhook`'],
    ],
    [
      'caps: [{ channel: email, atMost: 0, per: 7 days }]',
      ['4:34 expected a whole number above 0, found `0`'],
    ],
    [
      'caps: [{ channel: email, atMost: 30, per: 7 days }, { channel: email, atMost: 21, per: 1 year }]',
      ['4:7 the caps of `email` come to 51 messages, the limit is 50 (lower `atMost`)'],
    ],
    [
      'caps: [{ channel: email, atMost: 3 }]',
      ['4:8 `per` is missing (it must be a duration such as `3 days` or `P3D`)'],
    ],
    [
      'caps: { channel: email }',
      ['4:7 expected a list of `{ channel: email, atMost: 3, per: 7 days }`, found a mapping with `channel`'],
    ],
    ['suppress: [{ when: { event: A } }]', ['4:12 `name` is missing (it must be text)']],
    ['suppress: [{ name: a, when: { evnt: A } }]', ['4:31 unknown key `evnt` (did you mean `event`?)']],
    [
      'suppress: [{ name: a, when: { event: A, since: entry } }]',
      [
        '4:48 `since: entry` is known only in a campaign (it means the beginning of the journey, and this is asked of all of them)',
      ],
    ],
    ['suppress: [{ name: a, when: { segment: vpi } }]', ['4:40 unknown segment `vpi` (did you mean `vip`?)']],
    [
      'suppress: [{ name: a, when: everyone, purposes: [marketin, transactional] }]',
      [
        '4:50 unknown purpose `marketin` (did you mean `marketing`?)',
        '4:60 nothing suppresses what is `transactional` (leave it out)',
      ],
    ],
    [
      'suppress: [{ name: a, when: everyone, topics: [suit], except: [tie] }]',
      [
        '4:48 unknown topic `suit` (did you mean `suits`?)',
        '4:64 unknown topic `tie` (did you mean `ties`?)',
      ],
    ],
    [
      'suppress: [{ name: a, when: everyone }, { name: a, when: everyone }]',
      ['4:49 `a` is declared twice (`why` names it by that)'],
    ],
    [
      'quietHours: { from: "21:00", to: "09:00" }',
      ['4:13 `channels` is missing (it must be a list of channels, such as `[sms, push]`)'],
    ],
    [
      'quietHours: { from: "21:00", to: "09:00", channels: [sms, puhs] }',
      [
        '4:59 expected one of `email`, `sms`, `push`: only these reach a guest, found `puhs` (did you mean `push`?)',
      ],
    ],
    [
      'quietHours: { from: "21:00", to: "21:00", channels: [sms] }',
      [
        '4:34 quiet hours that end when they begin are never, or always (leave `quietHours` out, or write another time)',
      ],
    ],
    [
      'quietHours: { from: "21:00", to: "9:00", channels: [sms] }',
      ['4:34 expected a time of day such as `"09:00"`, found `9:00` (did you mean `"09:00"`?)'],
    ],
    [
      'control: 5',
      ['4:10 expected a percentage from 0% to 100%, such as `10%`, found `5` (did you mean `5%`?)'],
    ],
  ])('given %s in playbook.yaml, then it is refused', async (text, complaints) => {
    expect(await asked(text)).toEqual(complaints.map((complaint) => `playbook.yaml:${complaint}`));
  });

  it('given a campaign that cannot be read, then nothing is said of topics: they may be its own', async () => {
    const complaints = await asked('suppress: [{ name: a, when: everyone, topics: [tie] }]', 'trigger: {}\n');
    expect(complaints.filter((complaint) => complaint.startsWith('playbook.yaml'))).toEqual([]);
  });
});
