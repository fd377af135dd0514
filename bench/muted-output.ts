let bytes = 0;

/** Keeps what the product logs away from the figures, and counts its bytes. @returns ends it */
export function muteOutput(): () => void {
  const { write } = process.stdout;
  process.stdout.write = ((chunk: string | Uint8Array) => {
    bytes += Buffer.byteLength(chunk);
    return true;
  }) as typeof write;
  return () => {
    process.stdout.write = write;
  };
}

/** Bytes that were kept away so far. */
export function mutedBytes(): number {
  return bytes;
}
