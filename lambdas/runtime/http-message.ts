import type { JsonValue } from '../../domain/event/json.ts';
import type { ApiKey, Scope } from '../contract/api-key.ts';

/** A request as routes see it: decoded, its body parsed. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** As in the contract: `GET /v1/profiles/{id}`. */
  readonly route: string;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values of one name are joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** The names that the query has more than once. */
  readonly repeated: ReadonlySet<string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; undefined where the route takes none. */
  readonly body: JsonValue | undefined;
  /** The body as it was sent, unpacked, where the route asks for its bytes. */
  readonly bytes?: Uint8Array;
  /** The fields of a form, where the route asks for them; empty where it is none. */
  readonly form?: URLSearchParams;
  readonly requestId: string;
  /** Where the caller reached us: `https://api.example.com`. */
  readonly baseUrl: string;
}

/** A request whose key was found and holds one of the route's scopes. */
export interface AuthorisedRequest extends HttpRequest {
  readonly key: ApiKey;
}

/** An answer: `body` becomes JSON, `html` a page; neither: an empty answer. */
export interface HttpResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RouteBase {
  /**
   * `none` leaves a POST's body unread, `bytes` undecoded, `form` takes whatever is sent; default: `json` for POST, none otherwise.
   */
  readonly body?: 'json' | 'bytes' | 'form' | 'none';
  /** Default: 500 KiB, as the collector's. */
  readonly maximumBodyBytes?: number;
}

/** A route that anyone may call. */
export interface PublicRoute extends RouteBase {
  readonly scopes: 'public';
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
}

/** A route that needs a key with one of these scopes. */
export interface ProtectedRoute extends RouteBase {
  readonly scopes: readonly Scope[];
  /** The collector also takes the key as `writeKey` in the body. */
  readonly takesKeyInBody?: boolean;
  readonly handle: (request: AuthorisedRequest) => Promise<HttpResponse>;
}

export type HttpRoute = PublicRoute | ProtectedRoute;
