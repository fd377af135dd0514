import type { Scope } from '../../contract/api-key.ts';
import { LONGEST_PAGE } from '../../runtime/page-query.ts';
import type { ErrorStatus } from './openapi-errors.ts';
import type { AnswerName, BodyName } from './openapi-schemas.ts';

/** What the document says of a call that works. */
export interface Operation {
  readonly summary: string;
  /** Empty: anyone may call. */
  readonly scopes: readonly Scope[];
  readonly body?: BodyName;
  /** Default: application/json. */
  readonly bodyType?: string;
  /** The form that may be sent, its fields by name: whatever else is sent is no mistake. */
  readonly form?: Readonly<Record<string, { readonly description: string }>>;
  readonly query?: readonly QueryParameter[];
  /** What is answered where all goes well: JSON of that shape, or a page. */
  readonly answer: { readonly status: number; readonly schema: AnswerName | 'page' };
  /** What it may be refused with, beyond what every call of its kind may. */
  readonly refusals?: readonly ErrorStatus[];
  /** The shape of its 400, where that says more than a problem does. */
  readonly invalid?: AnswerName;
  /** Calls that take something of this one's answer. */
  readonly links?: Readonly<Record<string, Link>>;
}

export interface QueryParameter {
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Another call, and where its path parameters or its body are found in the answer. */
export interface Link {
  readonly to: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

/** How long a page is. */
export const LIMIT: QueryParameter = {
  name: 'limit',
  schema: { type: 'integer', minimum: 1, maximum: LONGEST_PAGE },
};

/** Where a page begins. */
export const CURSOR: QueryParameter = {
  name: 'cursor',
  description: 'From the page before.',
  schema: { type: 'string' },
};
