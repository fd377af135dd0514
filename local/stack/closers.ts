export interface Closable {
  stop(): Promise<void>;
}

/** Remembers what was started, to stop it in the opposite order, once. */
export function createClosers() {
  const started: Closable[] = [];
  let closing: Promise<void> | undefined;
  const close = async () => {
    for (const one of started.reverse()) {
      await one.stop().catch((error: unknown) => process.stderr.write(`local: ${String(error)}\n`));
    }
  };
  return {
    add<T extends Closable>(one: T): T {
      started.push(one);
      return one;
    },
    closeAll(): Promise<void> {
      closing ??= close();
      return closing;
    },
  };
}
