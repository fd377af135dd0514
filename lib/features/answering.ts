import type { Construct } from 'constructs';
import { CONFIG_KINDS } from '../../lambdas/contract/config-kinds.ts';
import {
  letCheckKeys,
  letLoadAnyProgram,
  letLoadProgram,
  letQuarantine,
  letReadProfiles,
} from '../constructs/duties.ts';
import { Entrance, type Throttle } from '../constructs/entrance.ts';
import { grantConfig, grantLinkSecret, grantTable } from '../constructs/grants.ts';
import type { MaitredFunction } from '../constructs/maitred-function.ts';
import type { Administering } from './administering.ts';
import { Feature, type FeatureProps } from './feature.ts';

export interface AnsweringProps extends FeatureProps {
  readonly throttle: Throttle;
  /** What an administrator calls. */
  readonly administering: Administering['functions'];
}

/** What answers HTTP: collect, what reads guests, and the entrance of it all. */
export class Answering extends Feature {
  /** Where the API is reached. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: AnsweringProps) {
    super(scope, id, props);
    const entrance = new Entrance(this, 'Entrance', {
      throttle: props.throttle,
      functions: {
        collect: this.createCollect(),
        profiles: this.createProfiles(),
        segments: this.createSegments(),
        report: this.createReport(),
        consent: this.createConsent(),
        ...props.administering,
        openapi: this.createFunction('openapi'),
        'not-yet': this.createFunction('not-yet'),
        'not-found': this.createFunction('not-found'),
      },
    });
    this.url = entrance.url;
  }

  private createCollect(): MaitredFunction {
    const collect = this.createFunction('collect');
    letCheckKeys(collect, this.data);
    letLoadProgram(collect, this.data);
    letQuarantine(collect, this.data);
    grantTable(collect, this.data, 'Events', ['PutItem']);
    letReadProfiles(collect, this.data);
    return collect;
  }

  private createProfiles(): MaitredFunction {
    const profiles = this.createFunction('profiles');
    letCheckKeys(profiles, this.data);
    // Journeys keep the playbook that they began with: so is told why.
    letLoadAnyProgram(profiles, this.data);
    letReadProfiles(profiles, this.data);
    grantTable(profiles, this.data, 'Events', ['Query']);
    grantTable(profiles, this.data, 'Deliveries', ['Query']);
    grantTable(profiles, this.data, 'Journeys', ['Query']);
    return profiles;
  }

  private createSegments(): MaitredFunction {
    const segments = this.createFunction('segments');
    letCheckKeys(segments, this.data);
    letLoadProgram(segments, this.data);
    grantTable(segments, this.data, 'Members', ['Query']);
    grantTable(segments, this.data, 'Profiles', ['BatchGetItem']);
    grantConfig(segments, this.data, [CONFIG_KINDS.seenName], ['Query']);
    return segments;
  }

  private createReport(): MaitredFunction {
    const report = this.createFunction('report');
    letCheckKeys(report, this.data);
    letLoadProgram(report, this.data);
    const counting = ['Query', 'GetItem', 'PutItem', 'UpdateItem'] as const;
    grantConfig(report, this.data, [CONFIG_KINDS.campaignCount], counting);
    // A sweep goes through all that was counted.
    grantTable(report, this.data, 'Journeys', ['Scan']);
    grantTable(report, this.data, 'Deliveries', ['Scan']);
    return report;
  }

  private createConsent(): MaitredFunction {
    const consent = this.createFunction('consent');
    letCheckKeys(consent, this.data);
    letLoadProgram(consent, this.data);
    grantTable(consent, this.data, 'Events', ['PutItem']);
    letReadProfiles(consent, this.data);
    grantLinkSecret(consent, this.data);
    return consent;
  }
}
