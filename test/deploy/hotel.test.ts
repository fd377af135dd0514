import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assumeRole } from './support/assume-role.ts';
import { aws } from './support/aws.ts';
import { bootstrap, deployStage } from './support/cdk.ts';
import { DeployedMaitred } from './support/deployed-maitred.ts';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { HotelGuest } from './support/hotel-guest.ts';
import { type Mail, readMailbox } from './support/mailbox.ts';
import { until } from './support/until.ts';

const STAGE = { stage: 'hotel', disposable: true };
const PLAYBOOK = 'test/deploy/playbook';
const SIGNED_UP = 'signed-up-but-abandoned-booking';
const TOO_DEAR = 'abandoned-booking-due-to-price';

let emulator: Emulator;
let hotel: DeployedMaitred;
beforeAll(async () => {
  emulator = await startEmulator('hotel');
  await bootstrap(emulator);
  await aws(emulator, 'sesv2', 'create-email-identity', '--email-identity', 'example.com');
  hotel = new DeployedMaitred(emulator, await deployStage(emulator, STAGE), STAGE.stage);
  await hotel.makeKeys();
  await hotel.maitred('deploy', PLAYBOOK);
});
afterAll(async () => emulator?.stop());

describe('the API of a deployed stage', () => {
  it('given its address, when curl asks for the OpenAPI document, then it is there over TLS', async () => {
    const { status, body } = await hotel.curl('/openapi.json');

    expect(hotel.url).toMatch(/^https:/);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  });

  it('given the first key, when keys are listed with it, then the table has just those that were made', async () => {
    const keys = await hotel.maitred('keys', 'list');

    expect(keys).toMatch(/first-admin +server +admin/);
    expect(keys).toMatch(/hotel +server +collect, profiles/);
  });

  it('given no key that there is, when an event is sent, then it is refused', async () => {
    const { status } = await hotel.curl('/v1/track', { userId: 'nobody', event: 'Signed Up' }, 'mk_unknown');

    expect(status).toBe(401);
  });

  it('given a website of another origin, when its browser asks before it sends, then it may, with a key', async () => {
    const { status, headers } = await fetch(`${hotel.url}/v1/track`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://hotel.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toContain('POST');
    expect(headers.get('access-control-allow-headers')).toContain('authorization, content-type');
  });

  it('given the playbook that was deployed, when versions are listed, then it is the active one', async () => {
    expect(await hotel.maitred('versions')).toContain('Hotel in a hurry');
  });
});

describe('B · The hotel, deployed', () => {
  const guest = (name: string) => new HotelGuest(hotel, name);
  /** Waits until the CRM's call has put the guest into the segment, and so begun the journey. */
  const untilJourney = (name: string) =>
    until(`${name} is in ${TOO_DEAR}`, async () => (await guest(name).segments()).includes(TOO_DEAR));
  const untilMail = () =>
    until('john has a mail', async () =>
      (await readMailbox(emulator)).find(({ To }) => To.includes('john@example.com')),
    );
  const untilEnded = (name: string) =>
    until(`the journey of ${name} has ended`, async () => {
      const journeys = (await guest(name).profile())?.journeys ?? [];
      return journeys.length > 0 && journeys.every(({ status }) => status !== 'waiting') && journeys;
    });

  it('B1 · given a guest who signed up and did not book, then "Signed up but abandoned booking" comes from the absence of Booking Made', async () => {
    await guest('mary').signUp({ marketing: true });

    await until('mary is in it', async () => (await guest('mary').segments()).includes(SIGNED_UP));
  });

  it('B2 · given a call to the hotel, when the CRM reports it, then the call and the tags are on the profile', async () => {
    await guest('mary').callHotel();
    await untilJourney('mary');

    const mary = await guest('mary').profile();
    expect(mary?.traits.tags).toEqual(['Price Sensitive', 'Vegan Option']);
    expect(mary?.events.map(({ event }) => event)).toContain('Called Hotel');
  });

  it('B3 · given a CRM record and a web profile with one email, then they are one profile', async () => {
    const byWeb = await hotel.profile('anonymousId:web-mary');
    const byCrm = await hotel.profile('crmId:crm-mary');

    expect(byWeb?.profileId).toBe(byCrm?.profileId);
    expect(byWeb?.identifiers.map(({ namespace }) => namespace).sort()).toEqual([
      'anonymousId',
      'crmId',
      'email',
      'userId',
    ]);
  });

  it('B1, B5 · given the booking after all, then she is in neither segment', async () => {
    await guest('mary').track('Booking Made');

    await until('mary is in none', async () => (await guest('mary').segments()).length === 0);
  });

  it('B4 · given a call that comes four days after the sign-up, then the guest is not in "Abandoned booking due to price"', async () => {
    await guest('lara').signUp({ marketing: true, daysAgo: 4 });
    await guest('lara').callHotel();
    await until('her call is there', async () => (await guest('lara').profile())?.traits.tags);

    expect(await guest('lara').segments()).toEqual([SIGNED_UP]);
  });

  it('B4 · given the three conditions, then the guest is in "Abandoned booking due to price"', async () => {
    const others = [guest('nora').signUp(), guest('uma').signUp({ marketing: true })];
    await Promise.all([guest('john').signUp({ marketing: true }), ...others]);
    for (const name of ['nora', 'uma', 'john']) await guest(name).callHotel();

    for (const name of ['nora', 'uma', 'john']) await untilJourney(name);
  });

  describe('B5 · when the wait is over', () => {
    let mail: Mail;
    beforeAll(async () => {
      await guest('uma').track('Preferences Saved', {
        consent: { categoryPreferences: { marketing: false } },
      });
      mail = await untilMail();
    });

    it('given the segment still, then the win-back email with its code is sent', () => {
      expect(mail).toMatchObject({
        To: ['john@example.com'],
        Source: expect.stringContaining('stay@example.com'),
      });
      expect(mail.Subject).toContain('john, your room is waiting');
      expect(mail.BodyHtml).toContain('COMEBACK10');
    });

    it('given the mail, then the ledger says so, once', async () => {
      const sent = await until('the ledger says so', async () => {
        const messages = (await guest('john').profile())?.messages ?? [];
        return messages[0]?.status === 'sent' && messages;
      });

      expect(sent.map(({ campaign, channel }) => [campaign, channel])).toEqual([['win-back', 'email']]);
    });

    it('given a booking made meanwhile, then the journey ends', async () => {
      expect(await untilEnded('mary')).toMatchObject([{ campaign: 'win-back', status: 'ended' }]);
    });

    it('given marketing forbidden meanwhile, then the journey ends', async () => {
      await untilEnded('uma');
    });

    it('given no consent to marketing, then no journey began', async () => {
      expect((await guest('nora').profile())?.journeys).toEqual([]);
    });

    it('given all of them, then nobody else has a mail', async () => {
      expect((await readMailbox(emulator)).flatMap(({ To }) => To)).toEqual(['john@example.com']);
    });

    it('given the link in the mail, when it is followed and the button pressed, then marketing is forbidden', async () => {
      const [link = ''] = /https:[^"\s]+\/v1\/unsubscribe\/[\w.-]+/.exec(mail.BodyHtml) ?? [];
      expect((await hotel.curl(link)).status).toBe(200);
      expect((await hotel.curl(link, {})).status).toBe(200);

      await until(
        'john has said no',
        async () => (await guest('john').profile())?.consent.marketing?.granted === false,
      );
    });
  });

  it('given a guest who checks in, then the topic of the venue’s staff takes the alert', async () => {
    await guest('john').track('Checked In');

    await until('the ledger says so', async () => {
      const messages = (await guest('john').profile())?.messages ?? [];
      return messages.some(({ campaign, status }) => campaign === 'welcome' && status === 'sent');
    });
  });
});

describe('the rights of a deployed stage, as IAM judges them', () => {
  const iam = <T>(...words: readonly string[]) => aws<T>(emulator, 'iam', ...words);

  it('given all that the functions did until now, then none of them was denied anything', async () => {
    const list = [
      'describe-log-groups',
      '--query',
      "logGroups[?contains(logGroupName,'Maitred')].logGroupName",
    ];
    const groups = await aws<string[]>(emulator, 'logs', ...list);
    expect(groups.length).toBeGreaterThan(10);
    for (const group of groups) {
      // SNS refuses in words of its own.
      const refusals =
        "events[?contains(message,'AccessDenied') || contains(message,'AuthorizationError')].message";
      const denied = ['--log-group-name', group, '--query', refusals];
      expect(await aws(emulator, 'logs', 'filter-log-events', ...denied), group).toEqual([]);
    }
  });

  it('given the rights of collect, when they are used on the rows of keys, then IAM refuses; it may count requests alone', async () => {
    const collect = await assumeRole(emulator, 'AnsweringCollectRole');
    const update = (kind: string) => {
      const key = JSON.stringify({ kind: { S: kind }, id: { S: 'somebody' } });
      const change = ['--update-expression', 'SET scopes = :s', '--expression-attribute-values'];
      const words = ['--table-name', hotel.configTable, '--key', key, ...change, '{":s":{"S":"admin"}}'];
      return aws(collect, 'dynamodb', 'update-item', ...words);
    };

    await expect(update('key')).rejects.toThrow('AccessDenied');
    await expect(update('playbook')).rejects.toThrow('AccessDenied');
    await expect(aws(collect, 'dynamodb', 'scan', '--table-name', hotel.configTable)).rejects.toThrow(
      'AccessDenied',
    );
    await update('key-usage');
  });

  it('given a function whose rights are taken away, when it is called, then it fails, and works again with them', async () => {
    const roles = "Roles[?contains(RoleName,'AnsweringProfilesRole')].RoleName | [0]";
    const role = ['--role-name', await iam<string>('list-roles', '--query', roles)];
    const [name = ''] = await iam<string[]>('list-role-policies', ...role, '--query', 'PolicyNames');
    const policy = [...role, '--policy-name', name];
    const rights = await iam<object>('get-role-policy', ...policy, '--query', 'PolicyDocument');

    await iam('delete-role-policy', ...policy);
    const without = await hotel.curl('/v1/profiles/userId%3Ajohn');
    await iam('put-role-policy', ...policy, '--policy-document', JSON.stringify(rights));

    expect(without.status).toBeGreaterThanOrEqual(500);
    expect((await hotel.curl('/v1/profiles/userId%3Ajohn')).status).toBe(200);
  });
});
