import type { DynamoDBStreamEvent } from 'aws-lambda';
import { createAnnounce } from '../../lambdas/handlers/announce.ts';
import type { Item } from '../../local/cost/item-size.ts';
import type { StreamRecord } from '../../local/mappings/stream-record.ts';
import type { LocalModel } from '../../local/template/local-model.ts';

/** Passes written profiles through the template's filter to announce, and counts what it puts on the bus. */
export function createAnnouncer(model: LocalModel): (profiles: readonly Item[]) => Promise<number> {
  const mapping = model.streamMappings.find(({ fn }) => fn.name === 'announce');
  if (mapping === undefined) throw new Error('the template has no mapping of announce');
  return async (profiles) => {
    let entries = 0;
    const announce = createAnnounce({
      eventBus: {
        async publish(signals) {
          entries += signals.length;
        },
      },
      quarantine: { put: () => Promise.reject(new Error('announce quarantined a profile')) },
    });
    const records = profiles.map(
      (item, index): StreamRecord => ({
        eventID: `profile-${index}`,
        eventName: 'MODIFY',
        dynamodb: { Keys: {}, NewImage: item, SequenceNumber: String(index + 1) },
      }),
    );
    const passed = records.filter((record) => mapping.filters.some((matches) => matches(record)));
    await announce({ Records: passed } as unknown as DynamoDBStreamEvent, { awsRequestId: 'bench' });
    return entries;
  };
}
