import { escapeHtml } from '../../adapters/escape-html.ts';

const STYLE = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color:#222}
button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#222;color:#fff;cursor:pointer}`;

/** Asks before anything is done: mail scanners follow links, so a GET changes nothing. */
export function askPage(house: string, purpose: string): string {
  return page(
    house,
    `<h1>Unsubscribe</h1>
<p>Do you want to stop messages of this kind from ${escapeHtml(house)}: <strong>${escapeHtml(purpose)}</strong>?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>`,
  );
}

/** Says that it is done. */
export function donePage(house: string, purpose: string): string {
  return page(
    house,
    `<h1>You are unsubscribed</h1>
<p>${escapeHtml(house)} will not send you messages of this kind again: <strong>${escapeHtml(purpose)}</strong>.</p>`,
  );
}

/** Says that a link is none of ours. */
export function unknownPage(house: string): string {
  return page(
    house,
    `<h1>This link does not work</h1>
<p>It is incomplete, or not one of ours. Use the link in the newest message that you have.</p>`,
  );
}

function page(house: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escapeHtml(house)}</title><style>${STYLE}</style></head>
<body>${content}</body></html>`;
}
