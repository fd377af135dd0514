const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const HIDDEN = /<(head|style|script|title)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const LINK = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi;
const BREAK = /<br\b[^>]*>/gi;
const BLOCK = /<\/?(?:p|div|tr|table|h[1-6]|ul|ol|blockquote|section|article|header|footer|hr)\b[^>]*>/gi;
const ITEM = /<li\b[^>]*>/gi;
const TAG = /<[^>]*>/g;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi;

/** The words of an HTML mail for readers without HTML: blocks become lines, links show where they lead. */
export function htmlToText(html: string): string {
  const words = html
    .replace(HIDDEN, '')
    .replace(/\s+/g, ' ')
    .replace(LINK, (_link, double: string | undefined, single: string | undefined, label: string) =>
      describeLink(double ?? single ?? '', label),
    )
    .replace(BREAK, '\n')
    .replace(ITEM, '\n- ')
    .replace(BLOCK, '\n\n')
    .replace(TAG, '');
  return decodeEntities(words)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function describeLink(href: string, label: string): string {
  const words = label.replace(TAG, '').trim();
  if (words === '' || words === href) return href;
  return /^https?:/i.test(href) ? `${words} (${href})` : words;
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
