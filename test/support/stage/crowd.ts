import { seedTest } from '../../../cli/test/seed-test.ts';
import { namedDraws } from '../../../domain/campaign/step/named-draws.ts';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { StoryDraws, StoryPerson } from '../../../domain/playbook/playbook-story.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { House } from '../house.ts';

/** Of so many one draws as a story says, or it asks for too much. */
const MOST_PEOPLE = 400;
const PEOPLE_AT_ONCE = 20;

/**
 * People of whom nothing is known but a device. What somebody draws is decided by an id that nobody can choose: so who shall
 * draw as a story says is found among them.
 */
export class Crowd {
  readonly #house: House;
  readonly #draws: ReturnType<typeof namedDraws>;
  /** By device: the seed. */
  readonly #waiting = new Map<string, string>();
  #people = 0;

  /** @param programs that of the folder, then those that a story deploys */
  constructor(house: House, ...programs: readonly Program[]) {
    this.#house = house;
    this.#draws = namedDraws(...programs);
  }

  /** Identifiers that make somebody new a person who draws so; none where they are known, or anybody will do. */
  async whoDraws(person: StoryPerson, draws: StoryDraws): Promise<JsonObject> {
    if (Object.keys(draws).length === 0 || (await this.#isKnown(person))) return {};
    const isSeed = seedTest(this.#draws, draws);
    const find = () => [...this.#waiting].find(([, seed]) => isSeed(seed));
    for (let found = find(); ; found = find()) {
      if (found !== undefined) {
        const [deviceId] = found;
        this.#waiting.delete(deviceId);
        return { deviceId };
      }
      if (this.#people >= MOST_PEOPLE) throw new Error(`of ${MOST_PEOPLE} people none draws so`);
      await this.#gather();
    }
  }

  async #isKnown(person: StoryPerson): Promise<boolean> {
    const found = Object.entries(person).map(([name, value]) => this.#house.profile(`${name}:${value}`));
    return (await Promise.all(found)).some((profile) => profile !== undefined);
  }

  async #gather(): Promise<void> {
    const devices = Array.from({ length: PEOPLE_AT_ONCE }, () => `device-${++this.#people}`);
    const timestamp = await this.#house.now();
    const batch = devices.map((deviceId) => ({
      type: 'identify',
      messageId: crypto.randomUUID(),
      timestamp,
      identifiers: { deviceId },
    }));
    const answer = await this.#house.call('POST', '/v1/batch', { key: 'local-write', body: { batch } });
    if (answer.status !== 200) throw new Error(`a crowd was answered ${JSON.stringify(answer.body)}`);
    await this.#house.settle();
    for (const device of devices) {
      const profile = await this.#house.profile(`deviceId:${device}`);
      // Of whom was never split, the seed is the first profile's id.
      if (profile !== undefined) this.#waiting.set(device, profile.profileId);
    }
  }
}
