/** Where keys are read: the process's standard input. */
export interface KeyInput {
  readonly isTTY?: boolean | undefined;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (data: Buffer) => void): unknown;
  off(event: 'data', listener: (data: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/**
 * Tells each key as it is pressed, without Enter; where nobody sits at a keyboard, none.
 * @returns what puts the keyboard back as it was
 */
export function readKeys(input: KeyInput, pressed: (key: string) => void): () => void {
  if (input.isTTY !== true) return () => undefined;
  const listener = (data: Buffer) => pressed(data.toString('utf8'));
  input.setRawMode?.(true);
  input.on('data', listener);
  input.resume();
  return () => {
    input.off('data', listener);
    input.setRawMode?.(false);
    input.pause();
  };
}
