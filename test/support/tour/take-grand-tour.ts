import type { CallFaults } from '../call-faults.ts';
import type { House } from '../house.ts';
import { startWebhookReceiver } from '../webhook-receiver.ts';
import { keepCurfew } from './keep-curfew.ts';
import { keepNameDay } from './keep-name-day.ts';
import { visitBelfry } from './visit-belfry.ts';
import { visitCrowd } from './visit-crowd.ts';
import { visitHotel } from './visit-hotel.ts';
import { visitNextSeason } from './visit-next-season.ts';
import { visitPress } from './visit-press.ts';
import { visitRuins } from './visit-ruins.ts';
import { visitShop } from './visit-shop.ts';
import { visitVigil } from './visit-vigil.ts';

/**
 * Has a house that runs the hotel's playbook do all that it can, so that every function makes every call that it ever makes.
 * @param faults asked of each call to AWS
 */
export async function takeGrandTour(house: House, faults: CallFaults): Promise<void> {
  const receiver = await startWebhookReceiver();
  const tour = { house, faults, receiver };
  try {
    await visitHotel(tour);
    await visitPress(tour);
    await visitShop(tour);
    await visitBelfry(tour);
    await visitCrowd(tour);
    await keepNameDay(tour);
    await visitRuins(tour);
    await visitVigil(tour);
    await keepCurfew(tour);
    await visitNextSeason(tour);
  } finally {
    await receiver.stop();
  }
}
