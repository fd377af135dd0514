import * as z from 'zod';
import { CHANNELS } from '../../../domain/campaign/channel.ts';
import { WEIGHT_LIMITS } from '../../../domain/campaign/step/weight-limits.ts';

/** A file's name: it becomes part of keys, joined by `#`, and of what queues carry. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,249}$/u, { error: 'is no id' });
/** Part of keys too: `3`, `3.2.1`, `3.2.end`. */
const stepIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,249}$/u, { error: 'is no id of a step' });

const moment = z.number();
const duration = z.number().min(0);
const share = z.number().min(0).max(1);
const place = z.int().min(0);
const weight = z.number().min(WEIGHT_LIMITS.least).max(WEIGHT_LIMITS.most);
const words = z.array(z.string());
const condition = z.looseObject({ kind: z.string() });
const selector = z.looseObject({ names: words, where: z.array(z.looseObject({ path: words })) });
const clock = z.looseObject({ hour: z.int().min(0).max(23), minute: z.int().min(0).max(59) });
const calendar = z.looseObject({ months: z.int().min(0), milliseconds: duration });

const scheduleSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('once'), at: moment, clock: moment.optional() }),
  z.looseObject({ kind: z.literal('day'), at: clock }),
  z.looseObject({ kind: z.literal('week'), weekday: z.int().min(1).max(7), at: clock }),
  z.looseObject({ kind: z.literal('month'), day: z.int().min(1).max(31), at: clock }),
  z.looseObject({
    kind: z.literal('year'),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    at: clock,
  }),
]);

const triggerSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('segment'), segment: idSchema, on: z.enum(['entry', 'exit']) }),
  z.looseObject({
    kind: z.literal('event'),
    of: selector,
    latenessMilliseconds: duration.nullable().optional(),
    counted: condition.optional(),
    every: z.looseObject({ times: z.int().min(2), aggregate: z.string() }).optional(),
  }),
  z.looseObject({ kind: z.literal('schedule'), segment: idSchema, schedule: scheduleSchema }),
  z.looseObject({
    kind: z.literal('date'),
    path: words.min(1),
    isYearly: z.boolean(),
    before: calendar,
    at: clock,
  }),
]);

const step = <const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.looseObject({ kind: z.literal(kind), id: stepIdSchema, ...shape });

const stepSchema = z.discriminatedUnion('kind', [
  step('wait', { milliseconds: duration }),
  step('wait for time', { at: clock }),
  step('wait for event', { until: condition, aggregates: words, atMostMilliseconds: duration }),
  step('wait for date', { of: z.enum(['event', 'profile']), path: words.min(1), before: calendar }),
  step('send', {
    contents: z.array(z.looseObject({ channel: z.enum(CHANNELS) })).min(1),
    purpose: z.string().optional(),
    rate: z.looseObject({ messages: z.int().min(1), perMilliseconds: z.number().positive() }).optional(),
    offer: idSchema.optional(),
  }),
  step('grant', { offer: idSchema }),
  step('branch', { arms: z.array(z.looseObject({ if: condition.optional(), to: place })), after: place }),
  step('split', {
    arms: z.array(z.looseObject({ weight, to: place })).min(1),
    salt: z.string(),
  }),
  step('jump', { to: place }),
  step('set', { traits: z.record(z.string(), z.unknown()) }),
  step('end', {}),
]);

const frequencySchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.enum(['once', 'every time']) }),
  z.looseObject({ kind: z.literal('once per'), milliseconds: duration }),
  z.looseObject({ kind: z.literal('once per visit'), aggregate: z.string() }),
]);

/** A campaign as the functions take it for granted. Whether its steps lead anywhere is seen by a rehearsal. */
export const campaignSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  triggers: z.array(triggerSchema),
  if: condition.optional(),
  steps: z.array(stepSchema),
  stopWhen: condition.optional(),
  frequency: frequencySchema,
  purpose: z.string(),
  includeExisting: z.literal(true).optional(),
  holdout: share.optional(),
  goal: z.looseObject({ of: selector, aggregate: z.string(), withinMilliseconds: duration }).optional(),
  topics: words.optional(),
  priority: z.number().optional(),
  active: z.looseObject({ from: moment.optional(), to: moment.optional() }).optional(),
  isPaused: z.literal(true).optional(),
  readsEvent: z.literal(true).optional(),
});

const channelsSchema = z.array(z.enum(['email', 'sms', 'push']));

/** The house's rules on who may be sent what, likewise. */
export const permissionSchema = z.looseObject({
  suppress: z.array(
    z.looseObject({
      name: z.string(),
      when: condition,
      purposes: words.optional(),
      topics: words.optional(),
      except: words.optional(),
    }),
  ),
  caps: z.array(
    z.looseObject({
      channel: z.enum(['email', 'sms', 'push']),
      atMost: z.int().min(1),
      perMilliseconds: z.number().positive(),
    }),
  ),
  quietHours: z.looseObject({ from: clock, to: clock, channels: channelsSchema }).optional(),
  control: share.optional(),
});
