/** What the host and a function's worker say to each other. Events and answers travel as JSON text, as in Lambda. */
export type ToWorker = {
  readonly kind: 'invoke';
  readonly id: string;
  readonly event: string;
  /** By the real clock. */
  readonly deadline: number;
};

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unloadable'; readonly error: FunctionFailure }
  | { readonly kind: 'answer'; readonly id: string; readonly answer: string | undefined }
  | { readonly kind: 'failure'; readonly id: string; readonly error: FunctionFailure }
  | { readonly kind: 'outside-call'; readonly id: string; readonly call: OutsideCall };

/** An HTTP request to somewhere that is not this machine: it goes to the outbox instead. */
export interface OutsideCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export interface WorkerData {
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
  /** The bundle's file. */
  readonly file: string;
  /** The name that it exports the handler by. */
  readonly exportName: string;
  readonly clock: SharedArrayBuffer;
}

/** The header by which the local AWS endpoint knows which invocation made a call. */
export const INVOCATION_HEADER = 'x-local-invocation';
