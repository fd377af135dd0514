import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import {
  type AlarmSettings,
  DEFAULT_BUDGET_PER_MONTH,
  DEFAULT_SMS_BUDGET_PER_MONTH,
} from './alarm-settings.ts';
import { DEFAULT_THRESHOLDS } from './alarm-thresholds.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { arriving } from './chapters/arriving.ts';
import { becomingProfiles } from './chapters/becoming-profiles.ts';
import { costing } from './chapters/costing.ts';
import { deciding } from './chapters/deciding.ts';
import { failing } from './chapters/failing.ts';
import { leaving } from './chapters/leaving.ts';
import { LogQueries } from './log-queries.ts';
import { observe } from './observed.ts';
import { Story } from './story.ts';
import type { Watched } from './watched.ts';

export interface WatchingProps {
  readonly stage: string;
  /** Where functions and queues are. */
  readonly service: Construct;
  /** Where tables are. */
  readonly data: Construct;
  /** `false`: a dashboard, and nobody is told. */
  readonly alarms: AlarmSettings | false;
}

/** How the system is seen from outside: a dashboard, alarms, saved questions to the logs. */
export class Watching extends Construct {
  constructor(scope: Construct, id: string, props: WatchingProps) {
    super(scope, id);
    const settings = props.alarms === false ? {} : props.alarms;
    const topic = props.alarms === false ? undefined : this.createTopic(props.stage, props.alarms);
    const watched: Watched = {
      scope: this,
      stage: props.stage,
      observed: observe(props.service, props.data),
      thresholds: { ...DEFAULT_THRESHOLDS, ...settings.thresholds },
      budgetPerMonth: settings.budgetPerMonth ?? DEFAULT_BUDGET_PER_MONTH,
      smsBudgetPerMonth: settings.smsBudgetPerMonth ?? DEFAULT_SMS_BUDGET_PER_MONTH,
    };
    new Story(this, 'Story', { stage: props.stage, topic }).tell([
      arriving(watched),
      becomingProfiles(watched),
      deciding(watched),
      leaving(watched),
      failing(watched),
      costing(watched),
    ]);
    new LogQueries(this, 'Questions', watched);
  }

  private createTopic(stage: string, { topic, emails = [] }: AlarmSettings) {
    const told = topic ?? new AlarmTopic(this, 'Alarms', stage);
    for (const email of emails) told.addSubscription(new EmailSubscription(email));
    return told;
  }
}
