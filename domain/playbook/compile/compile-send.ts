import type { MessageContent } from '../../campaign/delivery/message-content.ts';
import type { SendStep } from '../../campaign/step.ts';
import { known } from '../known.ts';
import { readRate } from '../schema/rate-schema.ts';
import {
  type GuestChannel,
  isListSend,
  type ListSendSource,
  type SendSource,
  type SingleSendSource,
} from '../schema/send-schema.ts';

/** Compiles a send. @param purpose what the author wrote; absent if nothing was */
export function compileSend(source: SendSource, id: string, purpose: string | undefined): SendStep {
  const { offer, rate } = source;
  const contents = isListSend(source)
    ? source.channel.map((channel) => compileListed(channel, source))
    : [compileContent(source)];
  return {
    kind: 'send',
    id,
    contents,
    ...(purpose !== undefined && { purpose }),
    ...(rate !== undefined && { rate: known(readRate(rate)) }),
    ...(offer !== undefined && { offer }),
  };
}

/** What a list of channels says on one of them. */
function compileListed(channel: GuestChannel, source: ListSendSource): MessageContent {
  switch (channel) {
    case 'email':
      return { channel, template: known(source.template), subject: known(source.subject) };
    case 'sms':
      return { channel, text: known(source.text) };
    case 'push': {
      const { title, body, link } = source;
      return { channel, title: known(title), body: known(body), ...(link !== undefined && { link }) };
    }
  }
}

function compileContent(send: SingleSendSource): MessageContent {
  switch (send.channel) {
    case 'email':
      return { channel: send.channel, template: send.template, subject: send.subject };
    case 'sms':
      return { channel: send.channel, text: send.text };
    case 'push': {
      const { channel, title, body, link } = send;
      return { channel, title, body, ...(link !== undefined && { link }) };
    }
    case 'webhook': {
      const { channel, destination, body, type } = send;
      return { channel, destination, body, ...(type !== undefined && { type }) };
    }
    case 'staff': {
      const { channel, role, message, venue } = send;
      return { channel, role, message, ...(venue !== undefined && { venue }) };
    }
  }
}
