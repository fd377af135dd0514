/** 0: done. 1: what was asked about is not in order. 2: the command could not be carried out. */
export const EXIT = { done: 0, refused: 1, failed: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Thrown by a command to end the program with a message for the person who typed it. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  /** What the API answered, where it refused. */
  readonly answer: unknown;

  constructor(
    message: string,
    options: { exitCode?: ExitCode; hint?: string | undefined; answer?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.exitCode = options.exitCode ?? EXIT.failed;
    this.hint = options.hint;
    this.answer = options.answer;
  }
}

/** Thrown where the same call may succeed later: the API has too much to do, or it or something behind it does not answer. */
export class TryLaterError extends CommandError {
  /** How long to wait, where the answer says it. */
  readonly waitSeconds: number | undefined;

  constructor(
    message: string,
    options: { hint?: string | undefined; waitSeconds?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { hint: options.hint, cause: options.cause });
    this.name = 'TryLaterError';
    this.waitSeconds = options.waitSeconds;
  }
}
