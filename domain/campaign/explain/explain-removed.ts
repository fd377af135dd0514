import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Journey } from '../journey/journey.ts';
import type { JourneyBasis } from './explain-as-begun.ts';
import { explainJourneys, latestOf } from './explain-journeys.ts';

/**
 * What is left of a campaign that the playbook no longer has: the guest's journeys, which go by the versions that they began
 * with. It is named as the version of the latest had it.
 * @param guest.journeys the guest's in this campaign, newest first
 * @param guest.versions the playbooks that `versionsBehind` asks for
 */
export function explainRemoved(
  active: ActiveProgram,
  id: string,
  guest: ExplainedGuest & Pick<JourneyBasis, 'versions'> & { readonly journeys: readonly Journey[] },
): Record<string, unknown> {
  const { journeys, versions } = guest;
  const begun = versions.get(latestOf(journeys)?.playbookVersion ?? '');
  const name = begun?.program.campaigns[id]?.name ?? id;
  return {
    campaign: { id, name },
    isRemoved: true,
    journeys: explainJourneys({ active, present: undefined, versions }, guest),
  };
}
