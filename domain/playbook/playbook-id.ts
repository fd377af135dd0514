/** A file name has 255 bytes at most, and five are `.yaml`. */
export const MAXIMUM_ID_LENGTH = 250;

/** Ids become keys of tables, joined by `#`: letters, digits, - and _ only. */
export const PLAYBOOK_ID = /^[A-Za-z0-9][A-Za-z0-9_-]*$/u;

/** Tells whether a text can be the id of a segment or a campaign, as their files are called. */
export function isPlaybookId(text: string): boolean {
  return text.length <= MAXIMUM_ID_LENGTH && PLAYBOOK_ID.test(text);
}
