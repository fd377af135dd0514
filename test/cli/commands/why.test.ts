import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const AT = '2026-03-02T10:00:00.000Z';
const MOMENT = 'Mon 2 Mar 2026 11:00:00';
const booked = {
  kind: 'event',
  asked: 'event Booking Made, within 1 day',
  holds: true,
  seen: { count: 1, times: [AT] },
  changesAt: AT,
  events: [{ messageId: 'b1', event: 'Booking Made', timestamp: AT }],
  parts: [],
};
const when = {
  kind: 'all',
  asked: 'all',
  holds: false,
  parts: [booked, { kind: 'trait', asked: 'trait city is "Berlin"', holds: false, seen: null, parts: [] }],
};
const known = {
  profileId: 'p-john',
  at: AT,
  timezone: 'Europe/Berlin',
  eventsRead: { count: 3, isComplete: true },
  isPresent: true,
};

describe('maitred why', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(async () => api.close());
  beforeEach(() => api.reset());
  const why = (...words: string[]) =>
    typeCommand(['why', '--guest', 'userId:john', ...words], api.environment);

  it('given a segment, then its conditions are a tree with what was seen and the events behind it', async () => {
    const segment = { id: 'bookers', name: 'Lately booked' };
    api.answer.body = { ...known, segment, isMember: false, since: null, when };
    const { out, exitCode } = await why('--segment', 'bookers');
    expect(exitCode).toBe(0);
    expect(out).toBe(`p-john  as of ${MOMENT} (times of Europe/Berlin), from 3 events
is not in bookers (Lately booked)
  ✗ all
    ✓ event Booking Made, within 1 day
        saw 1, the latest on ${MOMENT}
        ${MOMENT} Booking Made (b1)
        changes on ${MOMENT} if nothing happens before
    ✗ trait city is "Berlin"
        saw nothing`);
    expect(api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/profiles/why?id=userId%3Ajohn&segment=bookers',
    ]);
  });

  it('given a member of whom not all events were read, then both are said', async () => {
    const segment = { id: 'bookers', name: 'bookers' };
    const eventsRead = { count: 1000, isComplete: false };
    api.answer.body = { ...known, eventsRead, segment, isMember: true, since: AT, when: booked };
    const { out } = await why('--segment', 'bookers');
    expect(out).toContain(`is in bookers, since ${MOMENT}`);
    expect(out).toContain('only the newest 1000 events were read');
    expect(out).not.toContain('answered from what was stored');
  });

  it('given an answer from what is stored, then that is said', async () => {
    const segment = { id: 'bookers', name: 'bookers' };
    api.answer.body = { ...known, isPresent: false, segment, isMember: true, since: AT, when: booked };
    const { out } = await why('--segment', 'bookers');
    expect(out).toContain('answered from what was stored when the guest was last looked at');
  });

  it('given a campaign, then its trigger, its conditions and its journeys are shown', async () => {
    const consent = { kind: 'consent', asked: 'consent marketing', holds: true, seen: true, parts: [] };
    const reachable = {
      kind: 'reachable',
      asked: 'reachable sms',
      holds: false,
      seen: 'no phone number',
      parts: [],
    };
    const send = { step: '1', channel: 'email', purpose: 'marketing', wouldBeSent: true, consent };
    const trace = [{ at: AT, what: 'began: Segment Entered' }];
    const journey = { status: 'waiting', enteredAt: AT, dueAt: AT, trace };
    const ended = { status: 'ended', enteredAt: AT, dueAt: null, why: 'stopped' };
    api.answer.body = {
      ...known,
      campaign: { id: 'win-back', name: 'Win back' },
      triggers: [booked],
      if: when,
      frequency: { asked: 'once', mayBegin: false, why: 'a journey of this campaign is under way' },
      sends: [
        send,
        {
          step: '2',
          channel: 'sms',
          purpose: 'marketing',
          wouldBeSent: false,
          why: 'no phone number',
          reachable,
        },
      ],
      messages: [
        { step: '1', channel: 'email', status: 'sent', at: AT, why: null },
        { step: '2', channel: 'sms', status: 'suppressed', at: AT, why: 'no phone number' },
      ],
      journeys: [journey, ended],
    };
    const { out } = await why('--campaign', 'win-back');
    const lines = out.split('\n');
    expect(lines.slice(lines.indexOf('frequency'))).toEqual([
      'frequency',
      '  ✗ once: a journey of this campaign is under way',
      'sends',
      '  ✓ step 1, email, marketing: would be sent now',
      '    ✓ consent marketing',
      '        saw it granted',
      '  ✗ step 2, sms, marketing: would not be sent now: no phone number',
      '    ✗ reachable sms',
      '        saw no phone number',
      'journeys',
      `  waiting, began ${MOMENT}, next on ${MOMENT}`,
      `      ${MOMENT} began: Segment Entered`,
      `  ended, began ${MOMENT}: stopped`,
      'messages',
      `  step 1, email: sent, decided ${MOMENT}`,
      `  step 2, sms: suppressed, decided ${MOMENT}: no phone number`,
    ]);
    expect(lines.filter((line) => !line.startsWith('  '))).toEqual([
      `p-john  as of ${MOMENT} (times of Europe/Berlin), from 3 events`,
      'campaign win-back (Win back)',
      'trigger',
      'if',
      'frequency',
      'sends',
      'journeys',
      'messages',
    ]);
  });

  it('given a campaign that is removed, then that is said, and its journeys and messages are shown', async () => {
    const campaign = { id: 'gone', name: 'gone' };
    const journeys = [{ status: 'waiting', enteredAt: AT, dueAt: AT }];
    const messages = [{ step: '1', channel: 'email', status: 'sent', at: AT, why: null }];
    api.answer.body = { ...known, campaign, isRemoved: true, journeys, messages };
    expect((await why('--campaign', 'gone')).out.split('\n').slice(1)).toEqual([
      'campaign gone',
      'it is no longer in the playbook: its journeys go by the version that they began with',
      'journeys',
      `  waiting, began ${MOMENT}, next on ${MOMENT}`,
      'messages',
      `  step 1, email: sent, decided ${MOMENT}`,
    ]);
  });

  it('given a trigger that holds and began nothing, then below it is said why, and what would', async () => {
    const unanswered = { at: AT, why: 'the guest entered before', hint: '`includeExisting: true` would' };
    const campaign = { id: 'win-back', name: 'Win back' };
    api.answer.body = { ...known, campaign, triggers: [{ ...booked, unanswered }], journeys: [] };
    expect((await why('--campaign', 'win-back')).out).toContain(
      `      so since ${MOMENT}, and no journey began: the guest entered before\n      \`includeExisting: true\` would`,
    );
  });

  it('given a campaign that the guest never began, then that is said', async () => {
    const campaign = { id: 'win-back', name: 'Win back' };
    api.answer.body = { ...known, campaign, triggers: [], stopWhen: booked, journeys: [] };
    const { out } = await why('--campaign', 'win-back');
    expect(out).toContain('stopWhen\n  ✓ event Booking Made');
    expect(out).toContain('no journey');
  });

  it.each([[[]], [['--segment', 'bookers', '--campaign', 'win-back']]])(
    'given %j, then it asks for one of both',
    async (words) => {
      const { error, exitCode } = await why(...words);
      expect(exitCode).toBe(2);
      expect(error).toContain('name one segment or one campaign');
    },
  );
});
