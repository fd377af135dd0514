import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CONFIG_KINDS } from '../../lambdas/contract/config-kinds.ts';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import {
  letCheckKeys,
  letLoadAnyProgram,
  letLoadProgram,
  letPlanBroadcasts,
  letReadProfiles,
} from '../constructs/duties.ts';
import { grantConfig, grantPlaybooks, grantSend, grantTable } from '../constructs/grants.ts';
import type { MaitredFunction } from '../constructs/maitred-function.ts';
import { grantStaffTopicCreation } from '../constructs/staff-topics.ts';
import { Feature, type FeatureProps } from './feature.ts';

export interface AdministeringProps extends FeatureProps {
  /** Where people go whose history is too long to be folded within a call. */
  readonly refoldQueue: Queue;
}

/** What an administrator calls: keys, playbooks, lists, and who is who. */
export class Administering extends Feature {
  /** By their names in the contract. */
  readonly functions: Readonly<
    Record<'lists' | 'keys' | 'playbook' | 'plan' | 'backfill' | 'split' | 'rebuild', MaitredFunction>
  >;

  constructor(scope: Construct, id: string, props: AdministeringProps) {
    super(scope, id, props);
    this.functions = {
      lists: this.createLists(),
      keys: this.createKeys(),
      playbook: this.createPlaybook(props.stage),
      plan: this.createPlan(),
      backfill: this.createBackfill(props.refoldQueue),
      split: this.createSplit(props.refoldQueue),
      rebuild: this.createRebuild(props.refoldQueue),
    };
  }

  private createLists(): MaitredFunction {
    const lists = this.createFunction('lists');
    letCheckKeys(lists, this.data);
    letLoadProgram(lists, this.data);
    const reading = ['GetItem', 'BatchGetItem', 'Query'] as const;
    const writing = ['PutItem', 'DeleteItem', 'ConditionCheckItem'] as const;
    grantConfig(lists, this.data, [CONFIG_KINDS.list], [...reading, ...writing]);
    grantTable(lists, this.data, 'Events', ['PutItem']);
    return lists;
  }

  private createKeys(): MaitredFunction {
    const keys = this.createFunction('keys');
    letCheckKeys(keys, this.data);
    grantConfig(keys, this.data, [CONFIG_KINDS.key], ['PutItem', 'Query', 'UpdateItem']);
    grantConfig(keys, this.data, [CONFIG_KINDS.keyUsage], ['Query']);
    return keys;
  }

  private createPlaybook(stage: string): MaitredFunction {
    const playbook = this.createFunction('playbook');
    letCheckKeys(playbook, this.data);
    // One right to both: a deploy puts a row of each in one transaction, whose keys may be judged together.
    const both = [CONFIG_KINDS.playbook, CONFIG_KINDS.playbookVersion];
    grantConfig(playbook, this.data, both, ['GetItem', 'PutItem']);
    grantConfig(playbook, this.data, [CONFIG_KINDS.playbook], ['UpdateItem']);
    grantConfig(playbook, this.data, [CONFIG_KINDS.playbookVersion], ['Query']);
    grantPlaybooks(playbook, this.data, ['PutObject'], ['programs', 'templates']);
    // A rollback looks into the program for its venues; who compares with the active playbook asks for all of it.
    grantPlaybooks(playbook, this.data, ['GetObject'], ['programs', 'templates']);
    letPlanBroadcasts(playbook, this.data);
    grantStaffTopicCreation(playbook, stage);
    return playbook;
  }

  /** It goes through everybody and writes nothing. */
  private createPlan(): MaitredFunction {
    const plan = this.createFunction('plan');
    letCheckKeys(plan, this.data);
    letLoadProgram(plan, this.data);
    grantTable(plan, this.data, 'Events', ['Query']);
    grantTable(plan, this.data, 'Profiles', ['Scan', 'DescribeTable']);
    return plan;
  }

  private createBackfill(refoldQueue: Queue): MaitredFunction {
    const backfill = this.createFunction('backfill');
    letCheckKeys(backfill, this.data);
    letLoadProgram(backfill, this.data);
    grantTable(backfill, this.data, 'Events', ['Query']);
    grantTable(backfill, this.data, 'Profiles', ['Scan', 'DescribeTable', 'BatchGetItem', 'PutItem']);
    grantSend(backfill, refoldQueue, ENVIRONMENT.refoldQueueUrl);
    return backfill;
  }

  private createSplit(refoldQueue: Queue): MaitredFunction {
    const split = this.createFunction('split');
    letCheckKeys(split, this.data);
    letLoadAnyProgram(split, this.data);
    letReadProfiles(split, this.data);
    grantTable(split, this.data, 'Events', ['Query']);
    grantTable(split, this.data, 'Journeys', ['Query']);
    // Both people and their rows, in one transaction.
    grantTable(split, this.data, 'Profiles', ['PutItem']);
    grantTable(split, this.data, 'Identities', ['PutItem']);
    grantSend(split, refoldQueue, ENVIRONMENT.refoldQueueUrl);
    return split;
  }

  private createRebuild(refoldQueue: Queue): MaitredFunction {
    const rebuild = this.createFunction('rebuild');
    letCheckKeys(rebuild, this.data);
    letLoadProgram(rebuild, this.data);
    letReadProfiles(rebuild, this.data);
    grantTable(rebuild, this.data, 'Events', ['Query']);
    grantTable(rebuild, this.data, 'Profiles', ['Scan', 'DescribeTable', 'PutItem']);
    grantSend(rebuild, refoldQueue, ENVIRONMENT.refoldQueueUrl);
    return rebuild;
  }
}
