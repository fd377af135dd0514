import type { Item } from '../cost/item-size.ts';

/** A record of a DynamoDB stream, as Lambda hands it on. */
export interface StreamRecord {
  readonly eventID?: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventSourceARN?: string;
  readonly dynamodb: {
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime?: number;
  };
}
