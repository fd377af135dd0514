import type { CampaignCounts, CountsByCampaign } from './campaign-counts.ts';

/** What was read around a walk over all rows. */
export interface WalkedCounts {
  /** The counters before the walk. */
  readonly before: CountsByCampaign;
  /** What the rows came to. */
  readonly rows: CountsByCampaign;
  /** The counters once all that the walk may have seen was counted. */
  readonly after: CountsByCampaign;
}

/**
 * What must be added to counters so that they agree with the rows. Rows only gain, and are counted a while after: so a counter is
 * right where the walk found no less than before it and no more than after it, whatever was written meanwhile. Of others the
 * difference to the nearer of the two is added: never more than was wrong.
 */
export function mendCounts({ before, rows, after }: WalkedCounts): CountsByCampaign {
  const campaigns = new Set([...before.keys(), ...rows.keys(), ...after.keys()]);
  const mended = [...campaigns].map((campaign) => {
    const some = { before: before.get(campaign), rows: rows.get(campaign), after: after.get(campaign) };
    return [campaign, mendCampaign(some)] as const;
  });
  return new Map(mended.filter(([, counts]) => Object.keys(counts).length > 0));
}

type Walked = { readonly [Part in keyof WalkedCounts]: CampaignCounts | undefined };

function mendCampaign({ before = {}, rows = {}, after = {} }: Walked): CampaignCounts {
  const counters = new Set([before, rows, after].flatMap((counts) => Object.keys(counts)));
  const differences = [...counters].map((counter) => {
    const [early = 0, late = 0] = [before[counter], after[counter]];
    return [counter, differenceOf(rows[counter] ?? 0, Math.min(early, late), Math.max(early, late))] as const;
  });
  return Object.fromEntries(differences.filter(([, difference]) => difference !== 0));
}

function differenceOf(found: number, low: number, high: number): number {
  if (found < low) return found - low;
  return found > high ? found - high : 0;
}
