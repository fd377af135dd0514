import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Guest } from '../support/guest.ts';
import { type House, openHouse } from '../support/house.ts';
import { typeCommand } from '../support/type-command.ts';

describe('maitred who, on a running house', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
  });
  afterAll(async () => house?.close());
  const who = (id: string) => typeCommand(['who', id], { MAITRED_URL: house.url });

  it('given two guests on one device, then each is drawn with what is theirs, and why the device is not', async () => {
    const john = new Guest(house, { anonymousId: 'lobby', deviceId: 'kiosk' });
    await john.page('Home', '/');
    await john.identify('john', { email: 'John@Example.com' });
    const joan = new Guest(house, { anonymousId: 'lobby', deviceId: 'kiosk' });
    await joan.identify('joan', { email: 'joan@example.com' });

    const ofJohn = (await who('email:john@example.com')).out;
    expect(ofJohn).toMatch(/\nuserId:john +same message /);
    expect(ofJohn).toMatch(/\n[├└]─ email:john@example\.com +same message /);
    expect(ofJohn).toMatch(/\n├─ deviceId:kiosk +same message .+\n│ {2}└─ anonymousId:lobby +same message /);
    expect(ofJohn).not.toContain('→ userId:john');

    const ofJoan = (await who('userId:joan')).out;
    expect(ofJoan).toMatch(/\n└─ email:joan@example\.com +same message /);
    for (const shared of ['deviceId:kiosk', 'anonymousId:lobby'])
      expect(ofJoan).toMatch(new RegExp(`\\n${shared} → userId:joan +unique: a person holds one `));
  });

  it('given nobody, then it says so', async () => {
    expect(await who('userId:jane')).toMatchObject({ exitCode: 1, error: 'nobody has that identifier' });
  });
});
