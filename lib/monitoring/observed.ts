import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { FUNCTIONS } from '../../lambdas/contract/functions.ts';
import { DataTable } from '../constructs/data-table.ts';
import { Entrance } from '../constructs/entrance.ts';
import { MaitredFunction } from '../constructs/maitred-function.ts';
import { QueueRule } from '../constructs/queue-rule.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/work-queue.ts';

/** All that can be watched, found by walking the tree, so that nothing is forgotten because it is on no list. */
export interface Observed {
  readonly functions: readonly MaitredFunction[];
  /** Functions by the feature that they are part of: `Answering`, `Resolving` … */
  readonly features: ReadonlyMap<string, readonly MaitredFunction[]>;
  readonly streamConsumers: readonly MaitredFunction[];
  readonly workQueues: readonly WorkQueue[];
  readonly deadLetters: readonly DeadLetterQueue[];
  readonly tables: readonly DataTable[];
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  /** Asks for a batch to be driven again that a stream gave up. */
  readonly failureRule: QueueRule;
}

/**
 * @param service what does the work
 * @param data where the tables are
 * @throws Error where something is not there that the dashboard speaks of
 */
export function observe(service: Construct, data: Construct): Observed {
  const all = service.node.findAll();
  const functions = all.filter((one) => one instanceof MaitredFunction).filter(works);
  const entrance = one(all, Entrance);
  return {
    functions,
    features: byFeature(functions),
    streamConsumers: functions.filter(consumesStream),
    workQueues: all.filter((one) => one instanceof WorkQueue),
    deadLetters: all.filter((one) => one instanceof DeadLetterQueue),
    tables: data.node.findAll().filter((one) => one instanceof DataTable),
    api: one(entrance.node.findAll(), HttpApi),
    accessLog: one(entrance.node.findAll(), LogGroup),
    failureRule: one(
      all.filter(({ node }) => node.id === 'FailureWritten'),
      QueueRule,
    ),
  };
}

/** What only runs while stacks are deployed or destroyed is told of by CloudFormation. */
const works = ({ shortName }: MaitredFunction) => FUNCTIONS.some((name) => name === shortName);

function byFeature(functions: readonly MaitredFunction[]): Map<string, MaitredFunction[]> {
  return Map.groupBy(functions, ({ node }) => node.scope?.node.id ?? '');
}

/** Queues have no place to start from. */
function consumesStream({ node }: MaitredFunction): boolean {
  return node
    .findAll()
    .some((one) => one instanceof CfnEventSourceMapping && one.startingPosition !== undefined);
}

function one<T>(constructs: readonly unknown[], type: abstract new (...parts: never[]) => T): T {
  const found = constructs.find((construct) => construct instanceof type);
  if (found === undefined) throw new Error(`there is no ${type.name} to watch`);
  return found as T;
}
