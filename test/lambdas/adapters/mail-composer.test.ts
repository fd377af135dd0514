import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { EmailMessage } from '../../../domain/campaign/delivery/message.ts';
import { htmlToText } from '../../../lambdas/adapters/html-to-text.ts';
import { composeMail } from '../../../lambdas/adapters/mail-composer.ts';

const URL = 'https://api.example.com/v1/unsubscribe/abc.def';

function aMail(overrides: Partial<EmailMessage> = {}): EmailMessage {
  return {
    channel: 'email',
    to: 'john@example.com',
    from: 'Five Star Hotel <stay@example.com>',
    subject: 'Your room is waiting, Jörg',
    html: '<html><body><p>Hello &amp; welcome</p><a href="https://example.com/r">Book</a></body></html>',
    ...overrides,
  };
}

const parse = async (mail: EmailMessage, url?: string) => PostalMime.parse(await composeMail(mail, url));
const headersOf = (mail: Awaited<ReturnType<typeof parse>>) =>
  Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));

describe('composeMail', () => {
  it('says who it is from, whom it is to and what it is about', async () => {
    const mail = await parse(aMail({ replyTo: 'desk@example.com' }));
    expect(mail.from).toMatchObject({ name: 'Five Star Hotel', address: 'stay@example.com' });
    expect(mail.to).toMatchObject([{ address: 'john@example.com' }]);
    expect(mail.replyTo).toMatchObject([{ address: 'desk@example.com' }]);
    expect(mail.subject).toBe('Your room is waiting, Jörg');
  });

  it('carries a text part made of the HTML', async () => {
    const mail = await parse(aMail());
    expect(mail.html).toContain('<p>Hello &amp; welcome</p>');
    expect(mail.text?.trim()).toBe('Hello & welcome\n\nBook (https://example.com/r)');
  });

  it('can be unsubscribed from with one click, in the headers and at its foot', async () => {
    const mail = await parse(aMail({ address: 'Unter den Linden 1, Berlin' }), URL);
    expect(headersOf(mail)).toMatchObject({
      'list-unsubscribe': `<${URL}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    expect(mail.html).toContain(`<a href="${URL}"`);
    expect(mail.html).toContain('Unter den Linden 1, Berlin');
    expect(mail.text).toContain(URL);
  });

  it('has no such headers where there is nothing to unsubscribe from', async () => {
    expect(headersOf(await parse(aMail()))).not.toHaveProperty('list-unsubscribe');
  });

  it('lets no subject add a header or a recipient', async () => {
    const mail = await parse(aMail({ subject: 'Hi\r\nBcc: everyone@example.com\r\n\r\n<p>body</p>' }));
    expect(mail.bcc ?? []).toEqual([]);
    expect(headersOf(mail)).not.toHaveProperty('bcc');
    expect(mail.subject).toBe('Hi Bcc: everyone@example.com <p>body</p>');
  });

  it('refuses an address that holds a line break', () => {
    expect(() => composeMail(aMail({ to: 'john@example.com\r\nBcc: x@example.com' }))).toThrow(
      /control character/,
    );
  });
});

describe('htmlToText', () => {
  it('leaves out what is not read', () => {
    expect(htmlToText('<head><title>t</title></head><style>p{}</style><!-- c --><p>words</p>')).toBe('words');
  });

  it('makes lines of blocks, breaks and items, and characters of entities', () => {
    const html = '<div>a<br>b</div><ul><li>c</li><li>d</li></ul>&lt;x&gt; &#8364; &#x20AC; &unknown;';
    expect(htmlToText(html)).toBe('a\nb\n\n- c\n- d\n\n<x> € € &unknown;');
  });
});
