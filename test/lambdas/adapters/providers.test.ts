import type { SESClient } from '@aws-sdk/client-ses';
import type { SNSClient } from '@aws-sdk/client-sns';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { readUnsubscribeToken } from '../../../lambdas/adapters/link-token.ts';
import { outcomeOfAwsError } from '../../../lambdas/adapters/provider-outcome.ts';
import { createPushSender } from '../../../lambdas/adapters/push-sender.ts';
import { createSesMailer } from '../../../lambdas/adapters/ses-mailer.ts';
import { createSmsSender } from '../../../lambdas/adapters/sms-sender.ts';
import { createStaffPublisher } from '../../../lambdas/adapters/staff-publisher.ts';

const ORIGIN = { profileId: 'p-1', deliveryProfileId: 'p-1', deliveryId: 'c#1#2', campaign: 'c', step: '2' };

interface Sent {
  readonly constructor: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: inputs of several commands
  readonly input: any;
}

/** A client that remembers what it was sent. */
function recorder(answer: (command: Sent) => unknown = () => ({})) {
  const sent: Sent[] = [];
  const send = async (command: Sent) => {
    sent.push(command);
    return answer(command);
  };
  return { sent, client: { send } as unknown as SNSClient & SESClient };
}

const failure = (name: string, httpStatusCode?: number, code?: string) =>
  Object.assign(new Error(name), {
    name,
    code,
    $metadata: httpStatusCode === undefined ? {} : { httpStatusCode },
  });

describe('outcomeOfAwsError', () => {
  it.each([
    [failure('Throttling', 400), 'not accepted'],
    [failure('ServiceUnavailable', 503), 'not accepted'],
    [failure('Error', undefined, 'ECONNREFUSED'), 'not accepted'],
    [
      Object.assign(failure('TimeoutError'), {
        message:
          '@smithy/node-http-handler - the request socket did not establish a connection with the server',
      }),
      'not accepted',
    ],
    [failure('MessageRejected', 400), 'refused'],
    [failure('InternalFailure', 500), 'unknown'],
    [failure('TimeoutError'), 'unknown'],
    [failure('Error', undefined, 'ECONNRESET'), 'unknown'],
  ])('takes %s for %s', (error, kind) => {
    expect(outcomeOfAwsError('SES', error).kind).toBe(kind);
  });

  it.each([
    failure('AccessDenied', 403),
    failure('AccessDeniedException', 400),
    failure('AuthorizationErrorException', 403),
    failure('InvalidClientTokenId', 403),
    failure('SignatureDoesNotMatch', 403),
    failure('ExpiredToken', 400),
    failure('Whatever', 401),
    failure('MaitredError', undefined, 'misconfigured'),
    failure('MailFromDomainNotVerifiedException', 400),
    failure('AccountSendingPausedException', 400),
    failure('ConfigurationSetDoesNotExistException', 400),
    failure('ConfigurationSetSendingPausedException', 400),
    failure('PlatformApplicationDisabledException', 400),
    failure('NotFoundException', 404),
    failure('KMSDisabledException', 400),
    Object.assign(failure('MessageRejected', 400), {
      message: 'Email address is not verified. The following identities failed the check: b@example.com',
    }),
    Object.assign(failure('MessageRejected', 400), { message: 'Sending paused for this account.' }),
  ])('does not blame a message for what is the account’s fault: %s', (error) => {
    expect(outcomeOfAwsError('SES', error)).toEqual({ kind: 'not accepted', why: `SES: ${error.name}` });
  });
});

describe('createSesMailer', () => {
  it('sends to the one recipient, with a link that unsubscribes them', async () => {
    const { sent, client } = recorder();
    const mail = createSesMailer({
      client,
      publicUrl: 'https://api.example.com/',
      linkSecret: async () => 'key',
    });
    const claim = { profileId: 'p-1', purpose: 'marketing', campaign: 'c', step: '2' };
    const message = {
      channel: 'email',
      to: 'a@example.com',
      from: 'b@example.com',
      subject: 's',
      html: '<p>h</p>',
    } as const;
    expect(await mail({ ...message, unsubscribe: claim }, ORIGIN)).toEqual({ kind: 'accepted' });
    expect(sent[0]?.input.Destinations).toEqual(['a@example.com']);
    const parsed = await PostalMime.parse(sent[0]?.input.RawMessage.Data);
    const link = parsed.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const token = /^<https:\/\/api\.example\.com\/v1\/unsubscribe\/(.+)>$/.exec(link)?.[1] ?? '';
    expect(readUnsubscribeToken('key', token)).toEqual(claim);
  });
});

describe('createSmsSender', () => {
  it('publishes to the number, under the house’s name', async () => {
    const { sent, client } = recorder();
    await createSmsSender(client)({ channel: 'sms', to: '+4915123456789', text: 'Hi', senderId: 'FIVESTAR' });
    expect(sent[0]?.input).toMatchObject({
      PhoneNumber: '+4915123456789',
      Message: 'Hi',
      MessageAttributes: { 'AWS.SNS.SMS.SenderID': { StringValue: 'FIVESTAR' } },
    });
  });
});

describe('createPushSender', () => {
  const message = {
    channel: 'push',
    devices: [
      { token: 't-1', platform: 'ios' },
      { token: 't-2', platform: 'android' },
    ],
    applications: { ios: 'arn:app/ios', android: 'arn:app/android' },
    title: 'Hi',
    body: 'there',
    link: 'https://example.com',
  } as const;

  it('fails a device that is disabled alone, and says so', async () => {
    const { sent, client } = recorder((command) => {
      if (command.input.Token !== undefined) return { EndpointArn: `arn:endpoint/${command.input.Token}` };
      if (command.input.TargetArn === 'arn:endpoint/t-1') throw failure('EndpointDisabledException', 400);
      return {};
    });
    const outcome = await createPushSender(client)(message);
    expect(outcome).toEqual({ kind: 'accepted', why: 'SNS (ios): EndpointDisabledException' });
    const published = sent.find(({ input }) => input.TargetArn === 'arn:endpoint/t-2');
    const { GCM } = JSON.parse(published?.input.Message);
    expect(JSON.parse(GCM).fcmV1Message.message.notification).toEqual({ title: 'Hi', body: 'there' });
  });

  it('refuses where the playbook names no application for the device', async () => {
    const { client } = recorder();
    expect((await createPushSender(client)({ ...message, applications: {} })).kind).toBe('refused');
  });
});

describe('createStaffPublisher', () => {
  it('publishes to each venue’s topic, for the role’s devices', async () => {
    const { sent, client } = recorder();
    const publish = createStaffPublisher({ client, topicArnPrefix: 'arn:aws:sns:x:1:maitred-local-venue-' });
    const message = {
      channel: 'staff',
      venues: ['bar', 'garden'],
      role: 'waiter',
      subject: 'Menü\n1',
      text: 'Go',
    } as const;
    expect(await publish(message, ORIGIN)).toEqual({ kind: 'accepted' });
    expect(sent.map(({ input }) => input.TopicArn)).toEqual([
      'arn:aws:sns:x:1:maitred-local-venue-bar',
      'arn:aws:sns:x:1:maitred-local-venue-garden',
    ]);
    expect(sent[0]?.input).toMatchObject({
      Subject: 'Menu1',
      Message: 'Go',
      MessageAttributes: { role: { DataType: 'String', StringValue: 'waiter' } },
    });
  });
});
