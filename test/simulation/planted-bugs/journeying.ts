import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const BROADCAST = 'lambdas/handlers/flows/run-broadcast.ts';
const DECISIONS = 'lambdas/adapters/decision-store.ts';

/** What begins journeys, what wakes them, and what is known of them afterwards. */
export const JOURNEYING_BUGS: readonly PlantedBug[] = [
  {
    name: 'a goal is counted as often as it is told',
    file: 'domain/campaign/journey/record-goal.ts',
    find: 'if (isWatched !== true || journey.convertedAt !== undefined) return undefined;',
    replace: "if (isWatched !== true && journey.profileId === '') return undefined;",
    why: 'one guest is many conversions',
    by: 'journeys',
  },
  {
    name: 'no journey looks out for its goal',
    file: 'domain/campaign/journey/watch-goal.ts',
    find: 'if (goal === undefined || journey.firstSendAt !== undefined) return progress;',
    replace: 'if (goal === undefined || journey.firstSendAt !== 0) return progress;',
    why: 'no campaign ever converts',
    by: 'journeys',
  },
  {
    name: 'watches end hours before their time',
    file: 'domain/campaign/contacts/watches.ts',
    find: 'until + KEPT_AFTER_MILLISECONDS >= now',
    replace: 'until - 4 * KEPT_AFTER_MILLISECONDS >= now',
    why: 'what comes in the last hours is not seen',
    by: 'journeys',
  },
  {
    name: 'a journey’s watches put an end to all others',
    file: 'domain/campaign/contacts/watches.ts',
    find: 'const watches = [...kept, ...added];',
    replace: 'const watches = kept.length > 100 ? kept : added;',
    why: 'one campaign makes another deaf',
    by: 'journeys',
  },
  {
    name: 'a wait that is over keeps its watch',
    file: 'domain/campaign/step/run-wait-for-event.ts',
    find: "contacts: withoutWatches(progress.contacts, journey, 'wait') }",
    replace: 'contacts: progress.contacts }',
    why: 'each later event looks at a journey that waits for none',
    by: 'journeys',
  },
  {
    name: 'events are not told to journeys',
    file: 'domain/profile/take-event.ts',
    find: 'announceWatches(moment.active, draft, event, at);',
    replace: 'if (at < 0) announceWatches(moment.active, draft, event, at);',
    why: 'waits last to their ends, and goals are missed',
    by: 'journeys',
  },
  {
    name: 'a page of a broadcast is written down before it is told',
    file: BROADCAST,
    find: `    const page = await tellPage(dependencies, broadcast);
    const next = tellOn(program, broadcast, { ...page, now: clock() });
    if (!(await broadcasts.write(next))) return { result: 'nothing due' };`,
    replace: `    const next = tellOn(program, broadcast, { last: null, people: 0, now: clock() });
    if (!(await broadcasts.write(next))) return { result: 'nothing due' };
    const page = await tellPage(dependencies, broadcast);`,
    why: 'after a stop in between nobody is told',
    by: 'journeys',
  },
  {
    name: 'what the queue refuses of a broadcast counts as told',
    file: BROADCAST,
    find: '({ detail: scheduleReached(broadcast, profileId) })));',
    replace: '({ detail: scheduleReached(broadcast, profileId) }))).catch(() => undefined);',
    why: 'members miss their newsletter',
    by: 'journeys',
  },
  {
    name: 'turns are taken from now on, whoever waits for theirs',
    file: 'lambdas/adapters/release-slots.ts',
    find: "set: 'nextAt + :interval'",
    replace: "set: ':now + :interval'",
    why: 'two have one turn, and the rate is exceeded',
    by: 'journeys',
  },
  {
    name: 'what a step grants is written after the decision',
    file: DECISIONS,
    find: `write: (decision) =>
      writeUnless(tables, putsOf(tables, decision), absentRows(tables, decision), decision.profile.profileId),`,
    replace: `write: async (decision) => {
      const puts = putsOf(tables, decision);
      const own = puts.slice(puts.length - decision.events.length);
      const others = puts.slice(0, puts.length - own.length);
      const absent = absentRows(tables, decision);
      const written = await writeUnless(tables, others, absent, decision.profile.profileId);
      for (const [part] of written === 'written' ? own : [])
        await tables.client.send(new TransactWriteCommand({ TransactItems: [part] })).catch(() => undefined);
      return written;
    },`,
    why: 'a crash in between loses the grant',
    by: 'journeys',
  },
  {
    name: 'once per day is every time',
    file: 'domain/campaign/journey/decide-entry.ts',
    find: 'return enteredAt - entered.last < frequency.milliseconds ?',
    replace: 'return entered.last < 0 && frequency.milliseconds < 0 ?',
    why: 'guests are in a campaign again too soon',
    by: 'journeys',
  },
  {
    name: 'who turns out to be one with somebody is not asked again what they wait for',
    file: 'domain/profile/join-people.ts',
    find: 'if (isNews && others.length > 0) announceWaits(draft, event, people.now);',
    replace: 'if (isNews && others.length > 100) announceWaits(draft, event, people.now);',
    why: 'they wait for what has come',
    by: 'journeys',
  },
];
