import { randomUUID } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import type { MessageOrigin } from '../control/message-origin.ts';
import type { Outbox } from '../control/outbox.ts';
import { AwsError, xmlAnswer } from './aws-call.ts';
import { type AwsService, unknownAction } from './aws-endpoint.ts';

/** SES's SendRawEmail: the mail is read and laid in the outbox. */
export function createSesService(outbox: Outbox, originOf: MessageOrigin): AwsService {
  return async (call) => {
    if (call.action !== 'SendRawEmail') throw unknownAction(call);
    const data = call.parameters['RawMessage.Data'];
    if (typeof data !== 'string' || data === '')
      throw new AwsError('InvalidParameterValue', 'RawMessage.Data is missing.');
    const mail = await PostalMime.parse(Buffer.from(data, 'base64'));
    const destinations = Object.entries(call.parameters)
      .filter(([name]) => name.startsWith('Destinations.member.'))
      .map(([, value]) => String(value));
    const to = destinations.length > 0 ? destinations.join(', ') : recipients(mail);
    if (to === '') throw new AwsError('InvalidParameterValue', 'Missing destination.');
    outbox.add({
      channel: 'email',
      to,
      subject: mail.subject ?? null,
      text: mail.text ?? null,
      html: mail.html ?? null,
      headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
      body: null,
      ...originOf(call.invocation),
    });
    return xmlAnswer(call.action, { MessageId: randomUUID() });
  };
}

function recipients(mail: Email): string {
  return (mail.to ?? []).flatMap((one) => one.address ?? []).join(', ');
}
