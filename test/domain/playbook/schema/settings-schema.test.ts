import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../../domain/playbook/schema/settings-schema.ts';

/** Where the complaints about a destination lie; none if it is taken. */
function complaintsAbout(destination: { url?: string; secret?: string }): string[] {
  const crm = { url: 'https://crm.example.com/hooks', secret: 'whsec_YQ==', ...destination };
  const { error } = settingsSchema.safeParse({ name: 'Raw', timezone: 'UTC', destinations: { crm } });
  return (error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('a destination', () => {
  it.each([
    'https://crm.example.com/hooks?house=raw',
    'https://localhost:9000',
    'http://localhost:9000/hooks',
    'http://127.0.0.1',
    'http://127.8.9.10:9000',
    'http://[::1]:9000',
  ])('given the address %s, then it is taken', (url) => {
    expect(complaintsAbout({ url })).toEqual([]);
  });

  it.each([
    'http://crm.example.com',
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[::2]',
    'ftp://localhost',
    'crm.example.com',
    'https://',
    '',
  ])('given the address %j, which is called on no deployment, then it is refused once', (url) => {
    expect(complaintsAbout({ url })).toEqual(['destinations.crm.url']);
  });

  it.each(['whsec_c2VjcmV0', 'ssm:/maitred/crm', 'ssm:/maitred/prod/crm.v2_key-1'])(
    'given the secret %s, then it is taken',
    (secret) => {
      expect(complaintsAbout({ secret })).toEqual([]);
    },
  );

  it.each([
    'ssm:/crm',
    'ssm:/maitred-other/crm',
    'ssm:/other/maitred/crm',
    'ssm:/maitred',
    'ssm:/maitred/',
    'ssm:/maitred//crm',
    'ssm:/maitred/the crm',
    'hush',
    'whsec_',
    'whsec_YQ',
    'whsec_not base64',
    'whsec_YQ==YQ==',
  ])('given the secret %j, with which the webhook function could not sign, then it is refused', (secret) => {
    expect(complaintsAbout({ secret })).toEqual(['destinations.crm.secret']);
  });
});

/** Where the complaints about more settings lie; none if they are taken. */
function complaintsAboutSettings(more: object): string[] {
  const { error } = settingsSchema.safeParse({ name: 'Raw', timezone: 'UTC', ...more });
  return (error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('the country of phone numbers', () => {
  it.each(['DE', 'GB', 'US'])('given %s, then it is taken', (country) => {
    expect(complaintsAboutSettings({ identity: { country } })).toEqual([]);
  });

  it.each(['UK', 'XX', 'de', 'DEU', '', 'constructor'])(
    'given %j, which is none, then it is refused',
    (country) => {
      expect(complaintsAboutSettings({ identity: { country } })).toEqual(['identity.country']);
    },
  );
});

describe('the address that mail comes from', () => {
  it.each(['stay@example.com', 'Raw <table@raw.example.com>', '"Inn, at the lake" <inn@example.com>'])(
    'given %s, then it is taken',
    (from) => {
      expect(complaintsAboutSettings({ channels: { email: { from, replyTo: from } } })).toEqual([]);
    },
  );

  it.each([
    'Five Star Hotel',
    'stay@',
    '@example.com',
    'Raw <table>',
    'Raw table@raw.example.com',
    'a@b.c, d@e.f',
    '',
  ])('given %j, which holds none, then it is refused', (from) => {
    expect(complaintsAboutSettings({ channels: { email: { from } } })).toEqual(['channels.email.from']);
  });
});
