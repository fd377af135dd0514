import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  type CustomMetricGroup,
  DefaultDashboardFactory,
  GraphWidgetType,
  type MetricWithAlarmSupport,
  MonitoringFacade,
  notifySns,
} from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { toMetricWithAlarm, type Watch } from './watch.ts';

/** One graph of the dashboard. */
export interface Graph {
  readonly title: string;
  /** Drawn, and nobody is told. */
  readonly shows?: readonly MetricWithAlarmSupport[];
  /** Drawn with its threshold, and told. */
  readonly watches?: readonly Watch[];
  /** Whether the parts are drawn on top of each other: what matters is their sum. */
  readonly stacked?: boolean;
}

export interface Chapter {
  readonly title: string;
  /** The question that its graphs answer. */
  readonly question: string;
  readonly graphs: readonly Graph[];
}

export interface StoryProps {
  readonly stage: string;
  /** Where alarms are told. */
  readonly topic: ITopic;
}

const SHOWN = Duration.hours(12);

/** The stage's one dashboard, `maitred-<stage>`, read from top to bottom, and the alarms of what it shows. */
export class Story extends MonitoringFacade {
  private readonly stage: string;

  constructor(scope: Construct, id: string, props: StoryProps) {
    const name = `maitred-${props.stage}`;
    super(scope, id, {
      alarmFactoryDefaults: {
        alarmNamePrefix: name,
        actionsEnabled: true,
        // Told again when it is over.
        action: notifySns(props.topic, props.topic),
      },
      dashboardFactory: new DefaultDashboardFactory(scope, `${id}Board`, {
        dashboardNamePrefix: name,
        detailDashboardRange: SHOWN,
      }),
    });
    this.stage = props.stage;
  }

  tell(chapters: readonly Chapter[]): void {
    this.addLargeHeader(`Maitred, ${this.stage}`);
    for (const chapter of chapters) {
      this.monitorCustom({
        alarmFriendlyName: chapter.title,
        humanReadableName: chapter.title,
        description: chapter.question,
        metricGroups: chapter.graphs.map((graph) => this.toGroup(graph)),
      });
    }
    this.showAlarms();
  }

  private toGroup({ title, shows = [], watches = [], stacked = false }: Graph): CustomMetricGroup {
    const watched = watches.map((watch) => toMetricWithAlarm(this.stage, watch));
    return {
      title,
      metrics: [...watched, ...shows],
      graphWidgetType: stacked ? GraphWidgetType.STACKED_AREA : GraphWidgetType.LINE,
      graphWidgetAxis: { min: 0 },
    };
  }

  private showAlarms(): void {
    const alarms = this.createdAlarms().map(({ alarm }) => alarm);
    this.addWidget(new AlarmStatusWidget({ title: 'What each alarm says', alarms, width: 24, height: 6 }));
  }
}
