/** How often each counter of a campaign was counted; its names are those of count-journey.ts and count-delivery.ts. */
export type CampaignCounts = Readonly<Record<string, number>>;

/** By campaign id. */
export type CountsByCampaign = ReadonlyMap<string, CampaignCounts>;

/** The parts of a counter's name. No step's id, arm or reason has one. */
const BETWEEN = ';';

/** A counter's name. */
export function counterOf(...parts: readonly (string | number)[]): string {
  return parts.join(BETWEEN);
}

/** The parts of a counter's name. */
export function partsOfCounter(counter: string): readonly string[] {
  return counter.split(BETWEEN);
}

/** What one row adds to its campaign's counters: of each at most one, and over the row's life never less: what may pass is counted as it came and once more as it went. */
export interface CountedRow {
  readonly campaign: string;
  readonly counters: readonly string[];
}

/** A row that was written: what it counted for before, and does now. */
export interface CountedChange {
  readonly before?: CountedRow | undefined;
  readonly after: CountedRow;
}

/** What some writes of rows add to the counters; counters that they leave as they are are absent, and so are such campaigns. */
export function sumChanges(changes: readonly CountedChange[]): CountsByCampaign {
  const tally = createTally();
  for (const { before, after } of changes) {
    if (before !== undefined) tally.add(before, -1);
    tally.add(after, 1);
  }
  return tally.counts();
}

/** What some rows come to, taken together. */
export function sumRows(rows: Iterable<CountedRow>): CountsByCampaign {
  const tally = createTally();
  for (const row of rows) tally.add(row, 1);
  return tally.counts();
}

/** Adds counts up, campaign by campaign. */
export function addCounts(...all: readonly CountsByCampaign[]): CountsByCampaign {
  const sums = new Map<string, Record<string, number>>();
  for (const counts of all)
    for (const [campaign, some] of counts) {
      const sum = sums.get(campaign) ?? {};
      for (const [counter, count] of Object.entries(some)) sum[counter] = (sum[counter] ?? 0) + count;
      sums.set(campaign, sum);
    }
  return sums;
}

function createTally() {
  const sums = new Map<string, Map<string, number>>();
  return {
    add({ campaign, counters }: CountedRow, by: number) {
      const sum = sums.get(campaign) ?? new Map<string, number>();
      for (const counter of counters) sum.set(counter, (sum.get(counter) ?? 0) + by);
      sums.set(campaign, sum);
    },
    counts(): CountsByCampaign {
      const changed = [...sums].map(([campaign, sum]) => {
        const counts = [...sum].filter(([, count]) => count !== 0);
        return [campaign, Object.fromEntries(counts)] as const;
      });
      return new Map(changed.filter(([, counts]) => Object.keys(counts).length > 0));
    },
  };
}
