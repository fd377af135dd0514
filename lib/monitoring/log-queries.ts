import { type ILogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Watched } from './watched.ts';

/** Lines that people read at once. */
const LINES = 200;

/** Saved questions to the logs: CloudWatch, Logs Insights, Saved queries, `maitred-<stage>`. docs/runbook.md says when to ask which. */
export class LogQueries extends Construct {
  private readonly stage: string;
  private readonly functionLogs: ILogGroup[];

  constructor(scope: Construct, id: string, { stage, observed }: Watched) {
    super(scope, id);
    this.stage = stage;
    this.functionLogs = observed.functions.map(({ logGroup }) => logGroup);

    this.save('OneTrace', 'one trace', {
      fields: ['@timestamp', '@log', 'level', 'message', 'traceId', 'error', 'code', 'reason'],
      // A line about several requests has them in a list.
      filterStatements: ["@message like 'PASTE-A-TRACE-ID'"],
      sort: '@timestamp asc',
      limit: LINES,
    });
    this.save('Errors', 'errors by function', {
      filterStatements: ["level = 'ERROR' or level = 'WARN'"],
      statsStatements: [
        'count(*) as lines, latest(@timestamp) as newest by @log, message, error, code, reason',
      ],
      sort: 'lines desc',
      limit: LINES,
    });
    this.save('CutOff', 'cut off or ended', {
      fields: ['@timestamp', '@log', '@message'],
      filterStatements: [
        '@message like /Task timed out|Runtime exited|Runtime.ImportModuleError|Uncaught Exception/',
      ],
      sort: '@timestamp desc',
      limit: LINES,
    });
    this.save('Slowest', 'slowest by function', {
      filterStatements: ["@type = 'REPORT'"],
      statsStatements: [
        'count(*) as calls, pct(@duration, 50) as p50, pct(@duration, 99) as p99, max(@duration) as slowest, max(@maxMemoryUsed / 1000 / 1000) as megabytes by @log',
      ],
      sort: 'slowest desc',
    });
    this.save('KeyRefusals', 'refusals by key', {
      filterStatements: ['ispresent(KeyRefusals)'],
      statsStatements: ['sum(KeyRefusals) as refused, latest(@timestamp) as newest by reason, keyId'],
      sort: 'refused desc',
      limit: LINES,
    });
    this.save(
      'Answers',
      'answers by route',
      {
        statsStatements: ['count(*) as answers, pct(latencyMilliseconds, 99) as p99 by route, status'],
        sort: 'answers desc',
        limit: LINES,
      },
      [observed.accessLog],
    );
  }

  private save(
    id: string,
    name: string,
    asks: ConstructorParameters<typeof QueryString>[0],
    logGroups: readonly ILogGroup[] = this.functionLogs,
  ): void {
    new QueryDefinition(this, id, {
      queryDefinitionName: `maitred-${this.stage}/${name}`,
      queryString: new QueryString(asks),
      logGroups: [...logGroups],
    });
  }
}
