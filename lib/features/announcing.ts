import type { Construct } from 'constructs';
import { letQuarantine } from '../constructs/duties.ts';
import { grantBus } from '../constructs/grants.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** A record may hold 64 KiB of signals beside its state; Lambda takes fewer than this where 6 MB are reached. */
const PROFILES_PER_BATCH = 100;

/** From the signals that ride on a profile's write to the bus. */
export class Announcing extends Feature {
  constructor(scope: Construct, id: string, props: FeatureProps) {
    super(scope, id, props);
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
}
