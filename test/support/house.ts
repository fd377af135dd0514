import type { JsonObject } from '../../domain/event/json.ts';
import { type LocalStack, startLocalStack } from './local-stack.ts';

/** What left, or would have left, the house. */
export interface OutboxEntry {
  readonly channel: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly campaign: string;
  readonly at: string;
  readonly profileId: string;
}

/** A profile as api.md shows it. */
export interface ProfileView {
  readonly profileId: string;
  readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
  readonly traits: JsonObject;
  readonly computed: JsonObject;
  readonly segments: Readonly<Record<string, { readonly since: string }>>;
  readonly consent: Readonly<Record<string, { readonly granted: boolean }>>;
  readonly events: readonly EventView[];
  readonly messages: readonly {
    readonly campaign: string;
    readonly channel: string;
    readonly status: string;
    readonly why: string | null;
  }[];
  readonly journeys: readonly { readonly campaign: string; readonly status: string }[];
  readonly evidence: { readonly formerProfileIds: readonly string[] };
}

export interface EventView {
  readonly messageId: string;
  readonly type: string;
  readonly event?: string;
  readonly timestamp: string;
  readonly properties: JsonObject;
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A running house as the outside sees it: its HTTP interface, its outbox and its clock. */
export class House {
  readonly stack: Pick<LocalStack, 'url' | 'stop'>;

  constructor(stack: Pick<LocalStack, 'url' | 'stop'>) {
    this.stack = stack;
  }

  get url(): string {
    return this.stack.url;
  }

  /** Calls the API; a string body is sent as it is. */
  async call<T = unknown>(
    method: string,
    path: string,
    options: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const { key, body, headers = {} } = options;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : {
            body:
              typeof body === 'string' || body instanceof Uint8Array
                ? (body as NonNullable<RequestInit['body']>)
                : JSON.stringify(body),
          }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
    };
  }

  /** Sends one message to the collector as a trusted server does, and waits until all it causes is done. */
  async send(type: string, message: JsonObject): Promise<void> {
    const answer = await this.call('POST', `/v1/${type}`, {
      key: 'local-write',
      body: { sentAt: await this.now(), timestamp: await this.now(), ...message },
    });
    if (answer.status !== 200)
      throw new Error(`${type} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await this.settle();
  }

  /** Sends events in one call, likewise; each says its type. */
  async sendBatch(batch: readonly JsonObject[]): Promise<void> {
    const body = { sentAt: await this.now(), batch };
    const answer = await this.call('POST', '/v1/batch', { key: 'local-write', body });
    if (answer.status !== 200)
      throw new Error(`a batch was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await this.settle();
  }

  async now(): Promise<string> {
    const { body } = await this.call<{ now: string }>('GET', '/_local/clock');
    return body.now;
  }

  async advance(duration: string): Promise<void> {
    await this.expectSuccess('POST', '/_local/clock', { advance: duration });
  }

  async moveTo(moment: string): Promise<void> {
    await this.expectSuccess('POST', '/_local/clock', { to: moment });
  }

  async settle(): Promise<void> {
    await this.expectSuccess('POST', '/_local/settle', {});
  }

  async reset(): Promise<void> {
    await this.expectSuccess('POST', '/_local/reset', {});
  }

  async outbox(channel?: string): Promise<OutboxEntry[]> {
    const query = channel === undefined ? '' : `?channel=${channel}`;
    return (await this.call<OutboxEntry[]>('GET', `/_local/outbox${query}`)).body;
  }

  /** @returns the profile that an identifier leads to, or undefined for nobody */
  async profile(id: string, include?: string): Promise<ProfileView | undefined> {
    const query = include === undefined ? '' : `?include=${include}`;
    const answer = await this.call<ProfileView>('GET', `/v1/profiles/${encodeURIComponent(id)}${query}`, {
      key: 'local-read',
    });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200)
      throw new Error(`profile ${id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** When a guest's journeys through a campaign reached its goal: one moment for each that did. */
  async goalsReached(id: string, campaign: string): Promise<string[]> {
    const query = new URLSearchParams({ id, campaign });
    const answer = await this.call<{ journeys: { convertedAt?: string }[] }>(
      'GET',
      `/v1/profiles/why?${query}`,
      { key: 'local-read' },
    );
    if (answer.status !== 200)
      throw new Error(`why of ${id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.journeys.flatMap(({ convertedAt }) => convertedAt ?? []);
  }

  /** One page of a guest's timeline, newest first. */
  async timeline(
    id: string,
    page: { limit?: number; cursor?: string | undefined } = {},
  ): Promise<{ events: EventView[]; cursor?: string }> {
    const query = new URLSearchParams();
    if (page.limit !== undefined) query.set('limit', String(page.limit));
    if (page.cursor !== undefined) query.set('cursor', page.cursor);
    const path = `/v1/profiles/${encodeURIComponent(id)}/events?${query}`;
    return (await this.call<{ events: EventView[]; cursor?: string }>('GET', path, { key: 'local-read' }))
      .body;
  }

  async close(): Promise<void> {
    await this.stack.stop();
  }

  private async expectSuccess(method: string, path: string, body: unknown): Promise<void> {
    const answer = await this.call(method, path, { body });
    if (answer.status !== 200)
      throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** Brings up the whole system on this machine, on a port of its own. */
export async function openHouse(options: { playbook: string; dataDir?: string }): Promise<House> {
  return new House(await startLocalStack(options));
}
