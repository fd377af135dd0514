import { Analytics } from '@segment/analytics-node';
import type { ProfileView } from '../../support/house.ts';
import type { DeployedMaitred } from './deployed-maitred.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A guest of the hotel: at its website, which sends with Segment's SDK, and in its CRM, which sends with curl. */
export class HotelGuest {
  readonly name: string;
  readonly email: string;
  readonly #hotel: DeployedMaitred;

  constructor(hotel: DeployedMaitred, name: string) {
    this.#hotel = hotel;
    this.name = name;
    this.email = `${name}@example.com`;
  }

  /**
   * Browses, then signs up.
   * @param options.marketing whether marketing is permitted; not asked if absent
   * @throws Error if the SDK could not deliver
   */
  async signUp(options: { marketing?: boolean; daysAgo?: number } = {}): Promise<void> {
    const { marketing, daysAgo = 0 } = options;
    const who = { anonymousId: `web-${this.name}`, userId: this.name };
    const timestamp = new Date(Date.now() - daysAgo * DAY_MILLISECONDS);
    const consent = marketing === undefined ? {} : { consent: { categoryPreferences: { marketing } } };
    await this.#send((website) => {
      website.page({
        anonymousId: who.anonymousId,
        name: 'Suites',
        properties: { path: '/rooms/suites' },
        timestamp,
      });
      website.identify({
        ...who,
        traits: { email: this.email, firstName: this.name },
        context: { ...consent },
        timestamp,
      });
      website.track({ ...who, event: 'Signed Up', timestamp });
    });
  }

  /** Does something at the website. */
  async track(event: string, context: Record<string, unknown> = {}): Promise<void> {
    await this.#send((website) => website.track({ userId: this.name, event, context }));
  }

  /** Calls the hotel about the price: its CRM knows an email address and a number of its own. */
  async callHotel(): Promise<void> {
    const who = { identifiers: { email: this.email, crmId: `crm-${this.name}` } };
    await this.#post('track', { ...who, event: 'Called Hotel', properties: { topic: 'price' } });
    const tags = ['Price Sensitive', 'Vegan Option'];
    await this.#post('identify', { ...who, traits: { email: this.email, tags } });
  }

  /** What the API shows of the guest; undefined as long as there is nothing. */
  async profile(): Promise<ProfileView | undefined> {
    return this.#hotel.profile(`userId:${this.name}`);
  }

  async segments(): Promise<string[]> {
    return Object.keys((await this.profile())?.segments ?? {});
  }

  async #post(type: string, message: Record<string, unknown>): Promise<void> {
    const { status, body } = await this.#hotel.curl(`/v1/${type}`, message);
    if (status !== 200) throw new Error(`${type} was answered ${status}: ${body}`);
  }

  async #send(use: (website: Analytics) => void): Promise<void> {
    const website = new Analytics({ writeKey: this.#hotel.key, host: this.#hotel.url });
    const failures: unknown[] = [];
    website.on('error', (error) => failures.push(error));
    use(website);
    await website.closeAndFlush();
    if (failures.length > 0) throw new Error(`the SDK could not deliver: ${JSON.stringify(failures[0])}`);
  }
}
