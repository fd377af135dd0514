import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';

const ZONE = 'Europe/Berlin';
const READERS = 12;
const READ = { event: 'Paper Read' };
const ASKED = { event: 'Question Asked' };
const CALLED = { event: 'Called Hotel' };

const momentOf = (time: DateTime) => time.toUTC().toISO() ?? '';

describe('what comes to guests at noon, of whom each gets one mail a day, on a running house', () => {
  let house: House;
  let noon: DateTime;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'test/support/noon-house' });
    noon = DateTime.fromISO(await house.now(), { zone: ZONE })
      .plus({ days: 2 })
      .startOf('day')
      .set({ hour: 12 });
    await house.moveTo(momentOf(noon.minus({ hours: 20 })));
    const birthday = noon.set({ year: 1990 }).toISODate();
    await meet('anna', {}, [READ]);
    await meet('ben', {}, [READ, ASKED]);
    await meet('cara', {}, [READ, CALLED]);
    await meet('dora', { birthday }, [READ, ASKED, CALLED]);
    await meet('emil', { birthday }, [CALLED]);
    await meet('finn', {}, [ASKED, CALLED]);
    for (let reader = 0; reader < READERS; reader += 1) await meet(`reader-${reader}`, {}, [READ]);
    await house.moveTo(momentOf(noon.plus({ minutes: 1 })));
  });
  afterAll(async () => house?.close());

  async function meet(userId: string, traits: object, tracks: readonly object[]): Promise<void> {
    await house.send('identify', { userId, traits: { email: `${userId}@example.com`, ...traits } });
    for (const track of tracks) await house.send('track', { userId, ...track });
  }

  /** By campaign what became of its message. */
  async function told(userId: string): Promise<Record<string, string>> {
    const profile = await house.profile(`userId:${userId}`, 'messages');
    return Object.fromEntries(profile?.messages.map(({ campaign, status }) => [campaign, status]) ?? []);
  }
  const [sent, suppressed] = ['sent', 'suppressed'] as const;

  it.each([
    ['two broadcasts', 'anna', { paper: sent, advert: suppressed }],
    ['a wait that matters more than they', 'ben', { answer: sent, paper: suppressed, advert: suppressed }],
    ['a wait that matters less', 'cara', { paper: sent, advert: suppressed, afterthought: suppressed }],
    [
      'all of them and a birthday',
      'dora',
      {
        birthday: sent,
        answer: suppressed,
        paper: suppressed,
        advert: suppressed,
        afterthought: suppressed,
      },
    ],
    ['a wait and a birthday', 'emil', { birthday: sent, afterthought: suppressed }],
    ['two waits', 'finn', { answer: sent, afterthought: suppressed }],
  ])('given %s, then the highest priority has the mail', async (_what, userId, messages) => {
    expect(await told(userId)).toEqual(messages);
  });

  it('given many in two broadcasts, then each has the mail that matters more', async () => {
    const all = await Promise.all(Array.from({ length: READERS }, (_, reader) => told(`reader-${reader}`)));
    expect(all).toEqual(Array.from({ length: READERS }, () => ({ paper: sent, advert: suppressed })));
  });

  it('given the next noon, decided sooner after it than the last, then each has a mail again under one a day', async () => {
    await house.moveTo(momentOf(noon.plus({ days: 1 })));
    const profile = await house.profile('userId:reader-0', 'messages');
    const papers = profile?.messages.filter(({ campaign }) => campaign === 'paper');
    expect(papers?.map(({ status }) => status)).toEqual([sent, sent]);
  });
});
