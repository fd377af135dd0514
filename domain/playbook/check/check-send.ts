import type { Channel } from '../../campaign/channel.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import { isListSend, type SendSource, type SingleSendSource } from '../schema/send-schema.ts';
import { checkName, type Names } from './check-name.ts';

interface Place {
  readonly file: string;
  readonly path: readonly PathStep[];
}

/** Finds names in a send step that nobody declared, and channels that are not set up. */
export function checkSend(send: SendSource, place: Place, names: Names): Problem[] {
  if (!isListSend(send))
    return [
      ...checkChannel(send.channel, within(place, 'channel'), names),
      ...checkNames(send, place, names),
    ];
  const channels = send.channel.flatMap((channel, index) =>
    checkChannel(channel, within(place, 'channel', index), names),
  );
  if (send.template === undefined) return channels;
  return [...channels, ...checkTemplate(send.template, within(place, 'template'), names)];
}

function within({ file, path }: Place, ...steps: PathStep[]): Place {
  return { file, path: [...path, ...steps] };
}

/** Whether the house can send on a channel at all. */
function checkChannel(channel: Channel, place: Place, names: Names): Problem[] {
  const missing = (message: string, hint: string): Problem[] => [{ ...place, at: 'value', message, hint }];
  if (channel === 'email' && !names.hasEmail) {
    const hint = 'add `channels: { email: { from: "Name <address>" } }` to playbook.yaml';
    return missing('no address to send email from', hint);
  }
  if (channel === 'push' && !names.hasPush)
    return missing('no application to push to', 'add `channels: { push: { ios: arn:… } }` to playbook.yaml');
  if (channel === 'staff' && names.venues.size === 0)
    return missing('no venue whose staff could be told', 'add `venues` to playbook.yaml');
  return [];
}

/** Templates are called by their ids, not by their files. */
function checkTemplate(template: string, place: Place, { templates }: Names): Problem[] {
  const id = template.replace(/^.*\//u, '').replace(/\.(mjml|liquid|html?)$/u, '');
  if (templates.has(template) || id === template || !templates.has(id))
    return checkName('template', template, templates, place);
  const message = `unknown template \`${template}\``;
  return [{ ...place, at: 'value', message, hint: `a template is called by its id: \`${id}\`` }];
}

function checkNames(send: SingleSendSource, place: Place, names: Names): Problem[] {
  switch (send.channel) {
    case 'email':
      return checkTemplate(send.template, within(place, 'template'), names);
    case 'webhook':
      return checkName('destination', send.destination, names.destinations, within(place, 'destination'));
    case 'staff': {
      const { role, venue } = send;
      const isRendered = venue?.includes('{{') === true;
      const isNamed = venue !== undefined && !isRendered;
      return [
        ...checkName('role', role, names.roles, within(place, 'role')),
        ...(isNamed ? checkName('venue', venue, names.venues, within(place, 'venue')) : []),
      ];
    }
    default:
      return [];
  }
}
