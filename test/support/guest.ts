import type { JsonObject } from '../../domain/event/json.ts';
import type { House, ProfileView } from './house.ts';

/** Somebody on one device: what they do reaches the collector as their app would send it. */
export class Guest {
  readonly #house: House;
  readonly #anonymousId: string;
  readonly #deviceId: string | undefined;
  #userId: string | undefined;

  constructor(house: House, ids: { anonymousId: string; deviceId?: string }) {
    this.#house = house;
    this.#anonymousId = ids.anonymousId;
    this.#deviceId = ids.deviceId;
  }

  /** Logs in on this device. */
  async identify(userId: string, traits: JsonObject, consent?: Record<string, boolean>): Promise<void> {
    this.#userId = userId;
    await this.#send('identify', { traits }, consent);
  }

  async track(event: string, properties: JsonObject = {}): Promise<void> {
    await this.#send('track', { event, properties });
  }

  async page(name: string, path: string): Promise<void> {
    await this.#send('page', { name, properties: { path, title: name } });
  }

  /** Records a choice with an event as its evidence. */
  async consent(choices: Record<string, boolean>): Promise<void> {
    await this.#send('track', { event: 'Preferences Saved' }, choices);
  }

  /** The profile this device leads to; fails where there is none. */
  async profile(include?: string): Promise<ProfileView> {
    const profile = await this.#house.profile(`anonymousId:${this.#anonymousId}`, include);
    if (profile === undefined) throw new Error(`nobody is known as ${this.#anonymousId}`);
    return profile;
  }

  async segments(): Promise<string[]> {
    return Object.keys((await this.profile()).segments);
  }

  async #send(type: string, message: JsonObject, consent?: Record<string, boolean>): Promise<void> {
    await this.#house.send(type, {
      messageId: crypto.randomUUID(),
      anonymousId: this.#anonymousId,
      ...(this.#userId === undefined ? {} : { userId: this.#userId }),
      context: {
        ...(this.#deviceId === undefined ? {} : { device: { id: this.#deviceId } }),
        ...(consent === undefined ? {} : { consent: { categoryPreferences: consent } }),
      },
      ...message,
    });
  }
}
