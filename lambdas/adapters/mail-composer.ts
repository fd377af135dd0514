import MailComposer from 'nodemailer/lib/mail-composer';
import type { EmailMessage } from '../../domain/campaign/delivery/message.ts';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { escapeHtml } from './escape-html.ts';
import { htmlToText } from './html-to-text.ts';

/** Control characters, line breaks above all: none may reach a header. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f\u2028\u2029]+/g;

/**
 * Composes a mail as raw MIME, with a text part made of the HTML. With an `unsubscribeUrl` it carries the headers of
 * one-click unsubscribe (RFC 8058) and a visible link at its foot.
 * @throws {InvalidInputError} where an address could not stand in a header
 */
export function composeMail(message: EmailMessage, unsubscribeUrl?: string): Promise<Buffer> {
  const html = withFoot(message.html, footOf(message.address, unsubscribeUrl));
  const composer = new MailComposer({
    from: headerSafe('from', message.from),
    to: headerSafe('to', message.to),
    ...(message.replyTo === undefined ? {} : { replyTo: headerSafe('replyTo', message.replyTo) }),
    subject: message.subject.replace(CONTROL_CHARACTERS, ' ').trim(),
    html,
    text: htmlToText(html),
    ...(unsubscribeUrl === undefined ? {} : { headers: unsubscribeHeaders(unsubscribeUrl) }),
    // The HTML is a guest's words too: nothing in it may make the composer read a file or call a host.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function unsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function headerSafe(field: string, value: string): string {
  if (value.search(CONTROL_CHARACTERS) < 0) return value;
  throw new InvalidInputError(`the mail's ${field} holds a control character`, { field });
}

function footOf(address: string | undefined, unsubscribeUrl: string | undefined): string {
  if (unsubscribeUrl === undefined) return '';
  const link = `<a href="${escapeHtml(unsubscribeUrl)}" style="color:inherit">Unsubscribe</a>`;
  const parts = address === undefined ? [link] : [escapeHtml(address), link];
  return `<p style="margin:24px 0;text-align:center;font:12px/1.5 sans-serif;color:#666666">${parts.join(' · ')}</p>`;
}

function withFoot(html: string, foot: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? html + foot : html.slice(0, end) + foot + html.slice(end);
}
