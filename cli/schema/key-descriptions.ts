import { CAMPAIGN_DESCRIPTIONS } from './campaign-descriptions.ts';
import { CONDITION_DESCRIPTIONS } from './condition-descriptions.ts';
import { FILE_DESCRIPTIONS } from './file-descriptions.ts';

/** What each definition is, for whoever hovers over one. */
export const DEFINITION_DESCRIPTIONS: Readonly<Record<string, string>> = {
  condition: 'A condition: what a guest did, is or has. `all`, `any` and `not` join conditions.',
  count: 'How often: a whole number, or `{ atLeast: 2 }`. `atMost` includes 0.',
  since:
    'After what: `{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry` of this journey.',
  matcher: 'A plain value means equal, a list means one of them, and `{ atLeast: 200 }` is a test.',
  where: 'What properties of the event must be, by dotted path. Keys that begin `context.` read the context.',
  measure: 'What the numbers at a property must come to: `{ of: revenue, atLeast: 500 }`.',
  path: 'A dotted path, such as `products.category`.',
  duration: 'A duration such as `30 minutes`, `3 days`, `6 months`, or ISO 8601: `P3D`.',
  window:
    'A sliding window that ends now: `3 days`; a range, `[60 days, 30 days]`; or `visit`, the one under way.',
  clock: 'A time of day, such as `"09:00"`.',
  step: 'What happens next: `wait: 3 days`, `send: { channel: … }`, a branch, a split.',
  events: 'The name of an event as it is sent, a list of names, or `any`.',
  json: 'Text, a number, true or false, a list or a mapping.',
};

/**
 * What each key is for. `scope.key` is for a key within what another key holds, within one of several options (named after its
 * first needed key), or within a kind of file.
 */
export const KEY_DESCRIPTIONS: Readonly<Record<string, string>> = {
  ...CONDITION_DESCRIPTIONS,
  ...CAMPAIGN_DESCRIPTIONS,
  ...FILE_DESCRIPTIONS,
};
