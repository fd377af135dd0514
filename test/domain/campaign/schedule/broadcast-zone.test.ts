import { describe, expect, it } from 'vitest';
import {
  type Broadcast,
  planBroadcast,
  plannedBroadcasts,
  takeBroadcast,
  tellOn,
} from '../../../../domain/campaign/schedule/broadcast.ts';
import type { Schedule } from '../../../../domain/campaign/trigger.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { aCampaign, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { DeployedHouse } from '../../../support/deployed-house.ts';

const HOUR = 60 * 60 * 1000;
/** Ten o'clock on 10 December, in winter. */
const CLOCK = Date.parse('2026-12-10T10:00:00Z');
const TOKYO = CLOCK - 9 * HOUR;
const BERLIN = CLOCK - HOUR;
const ZONES = { 'Asia/Tokyo': TOKYO, 'Europe/Berlin': BERLIN } as const;
type Zone = keyof typeof ZONES;

const once = (zone: Zone): Schedule => ({ kind: 'once', at: ZONES[zone], clock: CLOCK });
const daily = (): Schedule => ({ kind: 'day', at: { hour: 10, minute: 0 } });

function inZone(schedule: (zone: Zone) => Schedule, timezone: Zone): Program {
  const triggers = [{ kind: 'schedule', segment: 'regulars', schedule: schedule(timezone) }] as const;
  const campaigns = { news: aCampaign({ id: 'news', triggers }) };
  return aProgram({ version: timezone, timezone, campaigns });
}

/** A house that deploys, and looks every half hour what is due; says when it told whom is in the segment. */
class ScheduledHouse {
  readonly told: number[] = [];
  readonly #deployed = new DeployedHouse();
  readonly #rows = new Map<string, Broadcast>();
  #program = aProgram();
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  deploy(program: Program): void {
    this.#program = this.#deployed.activate(program, this.#now).program;
    for (const planned of plannedBroadcasts(this.#program)) {
      const row = planBroadcast(this.#program, planned, this.#rows.get(planned.id), this.#now);
      if (row !== undefined) this.#rows.set(row.id, row);
    }
  }

  until(moment: number): void {
    for (; this.#now < moment; this.#now += HOUR / 2) this.#look();
    this.#now = moment;
  }

  #look(): void {
    for (const row of this.#rows.values()) {
      const step = takeBroadcast(this.#program, row, this.#now);
      if (step.kind === 'nothing') continue;
      this.#rows.set(row.id, step.broadcast);
      if (step.kind === 'put off') continue;
      this.told.push(step.broadcast.telling.moment);
      const page = { last: null, people: 1, now: this.#now };
      this.#rows.set(row.id, tellOn(this.#program, step.broadcast, page));
    }
  }
}

/** When it is told, in a house that changes its zone at a moment. */
function toldOver(
  schedule: (zone: Zone) => Schedule,
  [first, second]: readonly [Zone, Zone],
  { at, until = CLOCK + 2 * DAY }: { readonly at: number; readonly until?: number },
): readonly number[] {
  const house = new ScheduledHouse(CLOCK - DAY);
  house.deploy(inZone(schedule, first));
  house.until(at);
  house.deploy(inZone(schedule, second));
  house.until(until);
  return house.told;
}

describe('a broadcast that comes once, in a playbook that changes its zone', () => {
  const WEST = ['Asia/Tokyo', 'Europe/Berlin'] as const;
  const EAST = ['Europe/Berlin', 'Asia/Tokyo'] as const;

  it('given that it was told, then it does not come again where it is so late later', () => {
    expect(toldOver(once, WEST, { at: TOKYO + HOUR })).toEqual([TOKYO]);
    expect(toldOver(once, EAST, { at: BERLIN + HOUR })).toEqual([BERLIN]);
  });

  it('given that it is still to come in both, then it comes by the new zone', () => {
    expect(toldOver(once, WEST, { at: TOKYO - HOUR })).toEqual([BERLIN]);
    expect(toldOver(once, EAST, { at: TOKYO - HOUR })).toEqual([TOKYO]);
  });

  it('given that it was reached, or is over in the new zone alone, then it comes as it would have', () => {
    expect(toldOver(once, WEST, { at: TOKYO })).toEqual([TOKYO]);
    expect(toldOver(once, EAST, { at: TOKYO + HOUR })).toEqual([BERLIN]);
  });

  it('given that it is away in between, or that the zone goes to and fro, then it comes once', () => {
    const house = new ScheduledHouse(CLOCK - DAY);
    house.deploy(inZone(once, 'Asia/Tokyo'));
    house.until(TOKYO + HOUR);
    house.deploy(aProgram({ version: 'none' }));
    house.deploy(inZone(once, 'Europe/Berlin'));
    house.until(BERLIN - HOUR);
    house.deploy(inZone(once, 'Asia/Tokyo'));
    house.deploy(inZone(once, 'Europe/Berlin'));
    house.until(CLOCK + DAY);
    expect(house.told).toEqual([TOKYO]);
  });

  it('given one that is being told, then it goes on with its moment, and is over then', () => {
    const [planned] = plannedBroadcasts(inZone(once, 'Asia/Tokyo'));
    if (planned === undefined) throw new Error('the playbook has no schedule');
    const first = planBroadcast(inZone(once, 'Asia/Tokyo'), planned, undefined, TOKYO - HOUR);
    const telling = { moment: TOKYO, after: 'p-5', people: 5 };
    const second = { ...inZone(once, 'Europe/Berlin'), ordinal: 2 };
    const row = planBroadcast(second, planned, { ...(first as Broadcast), telling }, TOKYO + 1);
    const step = takeBroadcast(second, row as Broadcast, TOKYO + 2);
    if (step.kind !== 'tell') throw new Error(step.kind);
    expect(step.broadcast.telling).toEqual(telling);
    expect(tellOn(second, step.broadcast, { last: null, people: 1, now: TOKYO + 3 }).dueAt).toBeNull();
  });
});

describe('a broadcast that comes again, in a playbook that changes its zone', () => {
  it.each([
    ['after it was told', 'Asia/Tokyo', 'Europe/Berlin', TOKYO + HOUR, [TOKYO, BERLIN + DAY]],
    ['before it was told', 'Asia/Tokyo', 'Europe/Berlin', TOKYO - HOUR, [BERLIN, BERLIN + DAY]],
    ['as it is reached', 'Asia/Tokyo', 'Europe/Berlin', TOKYO, [TOKYO, BERLIN + DAY]],
    ['after it was told', 'Europe/Berlin', 'Asia/Tokyo', BERLIN + HOUR, [BERLIN, TOKYO + DAY]],
    ['before it was told', 'Europe/Berlin', 'Asia/Tokyo', TOKYO - HOUR, [TOKYO, TOKYO + DAY]],
    ['between the two', 'Europe/Berlin', 'Asia/Tokyo', TOKYO + HOUR, [BERLIN, TOKYO + DAY]],
  ] as const)(
    'given a change %s, from %s to %s, then each day has it once',
    (_when, from, to, at, moments) => {
      const told = toldOver(daily, [from, to], { at, until: CLOCK + DAY });
      expect(told.filter((moment) => moment > CLOCK - DAY)).toEqual(moments);
    },
  );

  it('given that it is away in between, then each day has it once', () => {
    const house = new ScheduledHouse(CLOCK - 15 * HOUR);
    house.deploy(inZone(daily, 'Asia/Tokyo'));
    house.until(TOKYO + HOUR);
    house.deploy(aProgram({ version: 'none' }));
    house.until(TOKYO + 2 * HOUR);
    house.deploy(inZone(daily, 'Europe/Berlin'));
    house.until(CLOCK + DAY);
    expect(house.told).toEqual([TOKYO, BERLIN + DAY]);
  });
});
