/** Something that stops the local system from starting, said in a sentence for the person at the keyboard. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
