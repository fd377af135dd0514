import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  AxisPosition,
  type CustomMetricGroup,
  CustomMonitoring,
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
  readonly isStacked?: boolean;
  /** Whether what is watched has another unit than what is shown: an axis of its own. */
  readonly watchesOnTheRight?: boolean;
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
const FROM_ZERO = { min: 0 };

/** The stage's one dashboard, `maitred-<stage>`, read from top to bottom, and the alarms of what it shows. */
export class Story extends MonitoringFacade {
  private readonly stage: string;

  constructor(scope: Construct, id: string, props: StoryProps) {
    const name = `maitred-${props.stage}`;
    super(scope, id, {
      alarmFactoryDefaults: {
        // Asked for by its type and used by nothing: each alarm says its whole name (watch.ts).
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
    const told = chapters.map((chapter) => this.write(chapter));
    const alarms = told.flatMap((monitoring) => monitoring.createdAlarms()).map(({ alarm }) => alarm);
    this.addLargeHeader(`Maitred, ${this.stage}`);
    this.addWidget(new AlarmStatusWidget({ title: 'Is anything wrong?', alarms, width: 24, height: 6 }));
    for (const monitoring of told) this.addSegment(monitoring);
  }

  private write({ title, question, graphs }: Chapter): CustomMonitoring {
    return new CustomMonitoring(this, {
      alarmFriendlyName: title,
      humanReadableName: title,
      description: question,
      metricGroups: graphs.map((graph) => this.toGroup(graph)),
    });
  }

  private toGroup(graph: Graph): CustomMetricGroup {
    const position = graph.watchesOnTheRight ? AxisPosition.RIGHT : AxisPosition.LEFT;
    const watched = (graph.watches ?? []).map((watch) => ({
      ...toMetricWithAlarm(this.stage, watch),
      position,
    }));
    return {
      title: graph.title,
      metrics: [...watched, ...(graph.shows ?? [])],
      graphWidgetType: graph.isStacked ? GraphWidgetType.STACKED_AREA : GraphWidgetType.LINE,
      graphWidgetAxis: FROM_ZERO,
      graphWidgetRightAxis: FROM_ZERO,
    };
  }
}
