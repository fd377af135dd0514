import type { Message } from '../../domain/campaign/delivery/message.ts';
import type { SimulatedMessage } from './timeline.ts';

/** What a story can expect of a message: its channel, where it goes, and every text in it. */
export function describeMessage(message: Message): Pick<SimulatedMessage, 'channel' | 'to' | 'texts'> {
  const { channel } = message;
  switch (channel) {
    case 'email':
      return { channel, to: [message.to], texts: [message.subject, message.html] };
    case 'sms':
      return { channel, to: [message.to], texts: [message.text] };
    case 'push':
      return {
        channel,
        to: message.devices.map(({ token }) => token),
        texts: [message.title, message.body, message.link ?? ''],
      };
    case 'webhook':
      return { channel, to: [message.url], texts: [JSON.stringify(message.body)] };
    case 'staff':
      return {
        channel,
        to: message.venues.map((venue) => `${message.role}@${venue}`),
        texts: [message.subject, message.text],
      };
  }
}
