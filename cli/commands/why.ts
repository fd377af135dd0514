import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { type WhyAnswer, whyLines } from '../why-lines.ts';

export interface WhyOptions {
  /** `namespace:value` */
  readonly guest: string;
  readonly segment?: string;
  readonly campaign?: string;
}

/**
 * `maitred why`: why a guest is in a segment or not, or what a campaign makes of them, as a tree of conditions.
 * @throws CommandError where not one of a segment and a campaign is named, and with exit code 1 for what does not exist
 */
export async function showWhy(
  terminal: Terminal,
  api: ApiClient,
  { guest, segment, campaign }: WhyOptions,
): Promise<void> {
  if ((segment === undefined) === (campaign === undefined)) {
    throw new CommandError('name one segment or one campaign', {
      hint: 'Add --segment <id> or --campaign <id>.',
    });
  }
  const asked = segment === undefined ? { campaign: campaign ?? '' } : { segment };
  // Not in the path: a value may have a slash, and arrives there as two parts.
  const query = new URLSearchParams({ id: guest, ...asked }).toString();
  const answer = await api.call<WhyAnswer>('GET', `/v1/profiles/why?${query}`);
  for (const line of whyLines(terminal, answer)) terminal.out(line);
}
