import { escapeHtml } from '../../adapters/escape-html.ts';

const STYLE = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color:#222;background:#fff;overflow-wrap:anywhere}
ul{list-style:none;padding:0}li{margin:.75rem 0}
button{font:inherit;padding:.6rem 1.4rem;border:2px solid #222;border-radius:.4rem;background:#222;color:#fff;cursor:pointer;text-align:left;max-width:100%}
button[name]{background:#fff;color:#222}
button:focus-visible{outline:3px solid #06c;outline-offset:2px}`;

/** What a link is about, and what of it was refused. */
export interface Choices {
  /** What the house is called. */
  readonly house: string;
  readonly purpose: string;
  /** Nothing more of the purpose. */
  readonly isWithdrawn: boolean;
  /** What the message is about, in the order in which the campaign has them. */
  readonly topics: readonly string[];
  /** Those of them about which nothing more is wanted. */
  readonly refused: readonly string[];
}

/** Says what is refused, and asks for what can be. Mail scanners follow links: it is a form that does it, without any script. */
export function choicesPage(choices: Choices): string {
  const { house, topics } = choices;
  if (choices.isWithdrawn) return page(house, `<h1>You are unsubscribed</h1>\n${withdrawn(choices)}`);
  if (topics.length === 0) return page(house, `<h1>Unsubscribe</h1>\n${askForPurpose(choices)}`);
  return page(house, `<h1>Unsubscribe</h1>\n${alreadyRefused(choices)}${askForTopics(choices)}`);
}

function withdrawn({ house, purpose }: Choices): string {
  return `<p>${escapeHtml(house)} will not send you messages of this kind again: ${strong(purpose)}.</p>`;
}

function askForPurpose({ house, purpose }: Choices): string {
  return `<p>Do you want to stop messages of this kind from ${escapeHtml(house)}: ${strong(purpose)}?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>`;
}

function alreadyRefused({ house, refused }: Choices): string {
  if (refused.length === 0) return '';
  const list = refused.map(strong).join(', ');
  return `<p role="status">${escapeHtml(house)} will send you nothing more about ${list}.</p>\n`;
}

function askForTopics({ house, purpose, topics, refused }: Choices): string {
  const left = topics.filter((topic) => !refused.includes(topic));
  const buttons = left.map(
    (topic) =>
      `<li><button type="submit" name="topic" value="${escapeHtml(topic)}">No more about ${strong(topic)}</button></li>`,
  );
  const asked =
    refused.length === 0
      ? `What should ${escapeHtml(house)} stop sending you?`
      : 'Is there more that you want to stop?';
  return `<p>${asked}</p>
<form method="post"><ul>
${[...buttons, `<li><button type="submit">No more ${strong(purpose)} at all</button></li>`].join('\n')}
</ul></form>`;
}

/** Says that a link is none of ours. */
export function unknownPage(house: string): string {
  return page(
    house,
    `<h1>This link does not work</h1>
<p>It is incomplete, or not one of ours. Use the link in the newest message that you have.</p>`,
  );
}

function strong(text: string): string {
  return `<strong>${escapeHtml(text)}</strong>`;
}

function page(house: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escapeHtml(house)}</title><style>${STYLE}</style></head>
<body><main>${content}</main></body></html>`;
}
