import type { Campaign } from '../campaign.ts';

/** Ids of the segments that a campaign begins on entering. */
export function segmentsEntered({ triggers }: Pick<Campaign, 'triggers'>): readonly string[] {
  return triggers.flatMap((trigger) =>
    trigger.kind === 'segment' && trigger.on === 'entry' ? [trigger.segment] : [],
  );
}
