import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Step } from '../../../domain/campaign/step.ts';

const NOON = { hour: 12, minute: 0 } as const;
const mail = (id: string): Step => ({
  kind: 'send',
  id,
  contents: [{ channel: 'email', template: 'hello', subject: 'Hello' }],
});
const often = { frequency: { kind: 'every time' }, purpose: 'marketing' } as const;

/** Campaigns that come to a guest at noon: by a schedule, by a wait that is over and by a date. All want the last message under a cap. */
export const NOON_CAMPAIGNS: readonly Campaign[] = [
  {
    id: 'noon',
    name: 'To all bookers, at noon',
    triggers: [{ kind: 'schedule', segment: 'booker', schedule: { kind: 'day', at: NOON } }],
    steps: [mail('1')],
    ...often,
    priority: 3,
  },
  {
    id: 'gong',
    name: 'To all bookers too',
    triggers: [{ kind: 'schedule', segment: 'booker', schedule: { kind: 'day', at: NOON } }],
    steps: [mail('1')],
    ...often,
  },
  {
    id: 'lunch',
    name: 'Once it is noon',
    triggers: [{ kind: 'event', of: { names: ['Booking Made'], where: [] } }],
    steps: [{ kind: 'wait for time', id: '1', at: NOON }, mail('2')],
    ...often,
    priority: 2,
  },
  {
    id: 'cake',
    name: 'Birthday, at noon',
    triggers: [
      {
        kind: 'date',
        path: ['birthday'],
        isYearly: true,
        before: { months: 0, milliseconds: 0 },
        at: NOON,
      },
    ],
    steps: [mail('1')],
    ...often,
    priority: 5,
  },
];
