import type { House } from './house.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Moves a house's clock to the next 12:00 UTC: by day all over Europe, in no playbook's quiet hours. */
export async function moveToNoon(house: House): Promise<void> {
  const now = Date.parse(await house.now());
  const noon = Math.ceil((now - 12 * HOUR) / DAY) * DAY + 12 * HOUR;
  await house.moveTo(new Date(noon).toISOString());
}
