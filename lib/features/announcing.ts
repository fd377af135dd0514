import type { Construct } from 'constructs';
import { letKeepMembers, letQuarantine } from '../constructs/duties.ts';
import { grantBus } from '../constructs/grants.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** A record may hold 64 KiB of signals beside its state; Lambda takes fewer than this where 6 MB are reached. */
const PROFILES_PER_BATCH = 100;

/** From what rides on a profile's write: signals to the bus, memberships to the Members table. */
export class Announcing extends Feature {
  constructor(scope: Construct, id: string, props: FeatureProps) {
    super(scope, id, props);
    this.createAnnounce();
    this.createMembers();
  }

  private createAnnounce(): void {
    const announce = this.createFunction('announce');
    letQuarantine(announce, this.data);
    grantBus(announce, this.data);
    consumeStream(announce, {
      data: this.data,
      table: 'Profiles',
      batchSize: PROFILES_PER_BATCH,
      // `exists` works on leaves alone: the string inside the attribute.
      filter: { dynamodb: { NewImage: { signals: { S: [{ exists: true }] } } } },
    });
  }

  /** The second reader of the stream: DynamoDB lets two read it at full speed. */
  private createMembers(): void {
    const members = this.createFunction('members');
    letQuarantine(members, this.data);
    letKeepMembers(members, this.data);
    consumeStream(members, {
      data: this.data,
      table: 'Profiles',
      batchSize: PROFILES_PER_BATCH,
      filter: { dynamodb: { NewImage: { members: { S: [{ exists: true }] } } } },
    });
  }
}
