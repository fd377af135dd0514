import { synthesize } from '../../local/boot/synthesize.ts';

/** Before the first test that brings up the system: those that begin at once would each synthesize it. */
export async function setup(): Promise<void> {
  await synthesize();
}
