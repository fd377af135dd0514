import type { ITopic } from 'aws-cdk-lib/aws-sns';
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
  readonly alarms: AlarmSettings;
}

/** How the system is seen from outside: a dashboard, alarms, saved questions to the logs. */
export class Watching extends Construct {
  constructor(scope: Construct, id: string, props: WatchingProps) {
    super(scope, id);
    const { stage, alarms } = props;
    const watched: Watched = {
      scope: this,
      stage,
      observed: observe(props.service, props.data),
      thresholds: { ...DEFAULT_THRESHOLDS, ...given(alarms.thresholds) },
      budgetPerMonth: alarms.budgetPerMonth ?? DEFAULT_BUDGET_PER_MONTH,
      smsBudgetPerMonth: alarms.smsBudgetPerMonth ?? DEFAULT_SMS_BUDGET_PER_MONTH,
    };
    new Story(this, 'Story', { stage, topic: this.createTopic(stage, alarms) }).tell([
      arriving(watched),
      becomingProfiles(watched),
      deciding(watched),
      leaving(watched),
      failing(watched),
      costing(watched),
    ]);
    new LogQueries(this, 'Questions', watched);
  }

  private createTopic(stage: string, { topic, emails = [] }: AlarmSettings): ITopic {
    const told = topic ?? new AlarmTopic(this, 'Alarms', stage);
    for (const email of emails) told.addSubscription(new EmailSubscription(email));
    return told;
  }
}

/** Without what is undefined, which would take the place of a default. */
function given<T extends object>(settings: T | undefined): Partial<T> {
  const entries = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
