/** An attribute value as DynamoDB's JSON writes it: `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** Bytes of an item as DynamoDB bills them: names and values in UTF-8, numbers by their digits. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

function valueBytes(value: AttributeValue): number {
  const [type = '', content] = Object.entries(value)[0] ?? [];
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return numberBytes(String(content));
    case 'B':
      return Buffer.byteLength(String(content), 'base64');
    case 'SS':
      return (content as string[]).reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    case 'NS':
      return (content as string[]).reduce((sum, one) => sum + numberBytes(one), 0);
    case 'BS':
      return (content as string[]).reduce((sum, one) => sum + Buffer.byteLength(one, 'base64'), 0);
    case 'L':
      return (content as AttributeValue[]).reduce(
        (sum, one) => sum + ELEMENT_BYTES + valueBytes(one),
        CONTAINER_BYTES,
      );
    case 'M':
      return (
        CONTAINER_BYTES + itemBytes(content as Item) + ELEMENT_BYTES * Object.keys(content as Item).length
      );
    default:
      return 1; // NULL and BOOL
  }
}

/** Two digits a byte, one more for the exponent, one for a sign. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}
