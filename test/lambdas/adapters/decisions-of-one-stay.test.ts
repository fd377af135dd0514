import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryStatus } from '../../../domain/campaign/delivery/delivery.ts';
import { beginJourney } from '../../../domain/campaign/journey/begin-journey.ts';
import { createDecisionStore } from '../../../lambdas/adapters/decision-store.ts';
import { encodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import {
  aCampaign,
  aContactableGuest,
  aDelivery,
  anActiveProgram,
  aSegmentEntered,
  aSend,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;

beforeAll(async () => {
  tables = await startTables(['Profiles', 'Journeys', 'Deliveries']);
});

afterAll(() => tables?.stop());

const names = {
  profilesTable: 'Profiles',
  journeysTable: 'Journeys',
  deliveriesTable: 'Deliveries',
  eventsTable: 'Events',
};

/** Decides the first message of a stay that goes by another name too, of which a row of this status stands, if any. */
async function decide(profileId: string, formerIds: readonly string[], status?: DeliveryStatus) {
  const { client } = tables;
  const put = (TableName: string, Item: Record<string, unknown>) =>
    client.send(new PutCommand({ TableName, Item }));
  const former = `${profileId}-former`;
  const same = [[`${profileId}.1`, `${former}.1`]];
  const segments = { lapsed: { since: NOW, entries: 2, stay: `${profileId}.1`, same } };
  const profile = aContactableGuest({ profileId, segments, formerProfileIds: [...formerIds, former] });
  await put('Profiles', encodeProfile(profile, []));
  const deliveryId = `win-back#lapsed.entry.${former}.1#2`;
  if (status !== undefined) {
    await put('Deliveries', encodeDelivery(aDelivery({ profileId: former, deliveryId, status })));
  }
  const campaign = aCampaign({ steps: [aSend('2')], frequency: { kind: 'every time' } });
  const active = anActiveProgram([campaign]);
  const signal = aSegmentEntered({ profileId });
  const beginning = beginJourney({ active, campaign, profile, signal, now: NOW });
  if (beginning.kind !== 'decided') throw new Error(beginning.kind);
  return createDecisionStore({ client, ...names }).write(beginning.decision);
}

describe.each([
  ['few ids', []],
  ['more ids than a transaction checks', Array.from({ length: 120 }, (_, index) => `a-${index}`)],
])('a decision about a stay that has two names, of a person with %s', (title, formerIds) => {
  const idOf = (name: string) => `${title.split(' ')[0]}-${name}`;

  it('is written where nothing was said under the other name', async () => {
    expect(await decide(idOf('silent'), formerIds)).toBe('written');
  });

  it('is written where what was to be said was suppressed', async () => {
    expect(await decide(idOf('suppressed'), formerIds, 'suppressed')).toBe('written');
  });

  it.each(['requested', 'sent', 'failed'] as const)('is not where it was %s', async (status) => {
    expect(await decide(idOf(status), formerIds, status)).toBe('repeated');
  });
});
