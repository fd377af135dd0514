import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Maitred } from 'maitred';

/** A hotel's own stack: its spa works off a queue of the guests who are interested. */
class Hotel extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const maitred = new Maitred(this, 'Maitred', { stage: 'prod', playbook: 'playbook' });

    const spaGuests = new Queue(this, 'SpaGuests');
    new Rule(this, 'SpaGuestFound', {
      eventBus: maitred.bus,
      eventPattern: {
        source: ['maitred'],
        detailType: ['Segment Entered'],
        detail: { segment: ['interest-in-spa'] },
      },
      targets: [new SqsQueue(spaGuests)],
    });

    new CfnOutput(this, 'CollectorUrl', { value: maitred.url });
    new CfnOutput(this, 'SpaGuestsUrl', { value: spaGuests.queueUrl });
  }
}

new Hotel(new App(), 'Hotel');
