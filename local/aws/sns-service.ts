import { createHash, randomUUID } from 'node:crypto';
import type { MessageOrigin } from '../control/message-origin.ts';
import type { Outbox, OutboxMessage } from '../control/outbox.ts';
import type { StateStore } from '../state/state-store.ts';
import { arnOf } from '../template/template.ts';
import { type AwsCall, AwsError, xmlAnswer } from './aws-call.ts';
import { type AwsService, unknownAction } from './aws-endpoint.ts';

/** SNS: topics and device endpoints are remembered, what is published is laid in the outbox. */
export function createSnsService(outbox: Outbox, state: StateStore, originOf: MessageOrigin): AwsService {
  const actions: Readonly<Record<string, AwsService>> = {
    async CreateTopic(call) {
      const arn = arnOf('sns', text(call, 'Name'));
      state.write(`topic:${arn}`, 'here');
      return xmlAnswer(call.action, { TopicArn: arn });
    },
    async CreatePlatformEndpoint(call) {
      const token = text(call, 'Token');
      const application = text(call, 'PlatformApplicationArn');
      const id = createHash('sha256').update(token).digest('hex').slice(0, 32);
      const arn = `${application.replace(':app/', ':endpoint/')}/${id}`;
      state.write(`endpoint:${arn}`, token);
      return xmlAnswer(call.action, { EndpointArn: arn });
    },
    async Publish(call) {
      outbox.add({ ...publication(call, state), ...originOf(call.invocation) });
      return xmlAnswer(call.action, { MessageId: randomUUID() });
    },
  };
  return async (call) => {
    const action = actions[call.action];
    if (action === undefined) throw unknownAction(call);
    return action(call);
  };
}

type Publication = Omit<OutboxMessage, 'at' | 'campaign' | 'profileId'>;

function publication(call: AwsCall, state: StateStore): Publication {
  const message = text(call, 'Message');
  const subject = (call.parameters.Subject as string | undefined) ?? null;
  const headers = messageAttributes(call.parameters);
  const body = call.parameters.MessageStructure === 'json' ? parseStructure(message) : message;
  const plain = { subject, html: null, headers, body, text: plainText(body) };
  const phone = call.parameters.PhoneNumber;
  if (typeof phone === 'string') return { channel: 'sms', to: phone, ...plain };
  const target = (call.parameters.TargetArn ?? call.parameters.TopicArn) as string | undefined;
  const token = state.read(`endpoint:${target}`);
  if (token !== undefined) return { channel: 'push', to: token, ...plain };
  if (state.read(`topic:${target}`) === undefined)
    throw new AwsError('NotFound', `Topic does not exist: ${target}`, 404);
  return { channel: 'staff', to: target?.split(':').at(-1) ?? '', ...plain };
}

/** Each platform's part of a structured message is JSON in a string. */
function parseStructure(message: string): Record<string, unknown> {
  const parts = JSON.parse(message) as Record<string, unknown>;
  if (typeof parts.default !== 'string')
    throw new AwsError(
      'InvalidParameter',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    );
  return Object.fromEntries(Object.entries(parts).map(([platform, part]) => [platform, tryParse(part)]));
}

function tryParse(part: unknown): unknown {
  if (typeof part !== 'string' || !/^\s*[{[]/.test(part)) return part;
  try {
    return JSON.parse(part);
  } catch {
    return part; // text that only begins like JSON
  }
}

function plainText(body: unknown): string {
  if (typeof body === 'string') return body;
  const part = (body as Record<string, unknown>).default;
  return typeof part === 'string' ? part : JSON.stringify(part);
}

function messageAttributes(form: Readonly<Record<string, unknown>>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let index = 1; form[`MessageAttributes.entry.${index}.Name`] !== undefined; index += 1) {
    const entry = `MessageAttributes.entry.${index}`;
    attributes[String(form[`${entry}.Name`])] = String(form[`${entry}.Value.StringValue`] ?? '');
  }
  return attributes;
}

function text(call: AwsCall, name: string): string {
  const value = call.parameters[name];
  if (typeof value !== 'string' || value === '')
    throw new AwsError('InvalidParameter', `Invalid parameter: ${name}`);
  return value;
}
