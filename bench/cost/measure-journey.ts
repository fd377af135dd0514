import { aThousand, minus, type Parts, startAskingGuests } from './asking-guests.ts';

const JOURNEYS = 41;
/** It looks once a minute, whether a journey waits or not. */
const BY_THE_MINUTE = new Set(['wake']);

/**
 * Dollars of a thousand journeys with one wait and one mail, beyond those of the events that begin them and of the provider. A
 * minute in which one journey is due is taken off one in which many are: what is left is theirs, not that of looking for them.
 */
export async function measureJourney(): Promise<Parts> {
  const guests = await startAskingGuests({
    guests: JOURNEYS,
    without: BY_THE_MINUTE,
    afterwards: '1 hour',
  });
  const journeys = async (count: number) =>
    minus(await guests.ask('Journey Asked', count), await guests.ask('Nothing Asked', count));
  try {
    await journeys(JOURNEYS); // warms them up
    const [many, one] = [await journeys(JOURNEYS), await journeys(1)];
    return aThousand(minus(many, one), JOURNEYS - 1);
  } finally {
    await guests.stop();
  }
}
