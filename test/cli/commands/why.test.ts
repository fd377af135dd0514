import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

const AT = '2026-03-02T10:00:00.000Z';
const booked = {
  asked: 'event Booking Made, within 1 day',
  holds: true,
  seen: [AT],
  changesAt: AT,
  events: [{ messageId: 'b1', event: 'Booking Made', timestamp: AT }],
  parts: [],
};
const when = {
  asked: 'all',
  holds: false,
  parts: [booked, { asked: 'trait city is "Berlin"', holds: false, seen: 'missing', parts: [] }],
};
const known = { profileId: 'p-john', at: AT, eventsRead: { count: 3, isComplete: true } };

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
    expect(out).toBe(`p-john  as of ${AT}, from 3 events
is not in bookers (Lately booked)
  ✗ all
    ✓ event Booking Made, within 1 day
        saw ["${AT}"]
        ${AT} Booking Made (b1)
        may change at ${AT}
    ✗ trait city is "Berlin"
        saw missing`);
    expect(api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/profiles/userId%3Ajohn/why?segment=bookers',
    ]);
  });

  it('given a member of whom not all events were read, then both are said', async () => {
    const segment = { id: 'bookers', name: 'bookers' };
    const eventsRead = { count: 1000, isComplete: false };
    api.answer.body = { ...known, eventsRead, segment, isMember: true, since: AT, when: booked };
    const { out } = await why('--segment', 'bookers');
    expect(out).toContain(`is in bookers, since ${AT}`);
    expect(out).toContain('older events were not looked at');
  });

  it('given a campaign, then its trigger, its conditions and its journeys are shown', async () => {
    const consent = { asked: 'consent marketing', holds: true, seen: true, parts: [] };
    const journey = { status: 'waiting', enteredAt: AT, dueAt: AT };
    const ended = { status: 'ended', enteredAt: AT, dueAt: null, why: 'stopped' };
    api.answer.body = {
      ...known,
      campaign: { id: 'win-back', name: 'Win back' },
      triggers: [booked],
      if: when,
      consent,
      journeys: [journey, ended],
    };
    const { out } = await why('--campaign', 'win-back');
    const lines = out.split('\n');
    expect(lines.filter((line) => !line.startsWith('  '))).toEqual([
      `p-john  as of ${AT}, from 3 events`,
      'campaign win-back (Win back)',
      'trigger',
      'if',
      'consent',
      'journeys',
    ]);
    expect(lines.slice(-2)).toEqual([`  waiting since ${AT}, next at ${AT}`, `  ended since ${AT}: stopped`]);
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
