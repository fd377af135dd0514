import type { Emulator } from './emulator.ts';

/** What the emulator keeps of a mail that SES was asked to send. */
export interface Mail {
  readonly To: readonly string[];
  readonly Source: string;
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
}

/** Every mail that was sent, oldest first. AWS has no such call. */
export async function readMailbox(emulator: Emulator): Promise<Mail[]> {
  const answer = await fetch(`${emulator.url}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Readonly<Record<string, readonly Mail[]>> };
  return Object.values(messages).flat();
}
