import {
  collapseJourney,
  advanceJourney as decideAdvance,
} from '../../../domain/campaign/advance-journey.ts';
import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Journey } from '../../../domain/campaign/journey.ts';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/active-program.ts';
import type { JourneyKey, JourneyStore } from '../../adapters/journey-store.ts';
import { bringUpToDateOnce, type JourneyDependencies, untilWritten } from './journey-dependencies.ts';
import { programFor } from './program-for.ts';

export interface AdvanceDependencies extends JourneyDependencies {
  readonly journeys: Pick<JourneyStore, 'read'>;
}

/**
 * Takes a journey on, if it is due.
 * @throws {MaitredError} retryable where others keep writing first or a table is not available
 */
export function advanceJourney(
  dependencies: AdvanceDependencies,
  key: JourneyKey,
): Promise<'advanced' | 'nothing due'> {
  const { journeys, profiles, decisions, playbook, clock } = dependencies;
  const bringUpToDate = bringUpToDateOnce(dependencies);
  return untilWritten(dependencies, `journey ${key.journeyId} of ${key.profileId}`, async () => {
    const [journey, profile] = await Promise.all([journeys.read(key), profiles.readLiving(key.profileId)]);
    if (journey === undefined) return 'nothing due';
    if (profile === undefined) throw nobody(key);
    const active = await programFor(playbook, profile);
    const campaign = await begunWith(dependencies, active, journey);
    const now = clock();
    const advance = decideAdvance({ active, campaign, journey, profile, now });
    if (advance.kind === 'nothing due') return 'nothing due';
    if (advance.kind === 'profile outdated') {
      await bringUpToDate(profile.profileId);
      return 'again';
    }
    const written = await decisions.write(advance.decision);
    if (written === 'written') return 'advanced';
    if (written === 'conflict') return 'again';
    // What this step would send was decided under another id of the same person, or another name of the same stay.
    const collapsed = await decisions.write(collapseJourney({ journey, profile, now }));
    return collapsed === 'written' ? 'advanced' : 'again';
  });
}

/** The campaign as it was when the journey began. */
async function begunWith(
  { playbook }: AdvanceDependencies,
  active: ActiveProgram,
  journey: Journey,
): Promise<Campaign | undefined> {
  const isActive = active.program.version === journey.playbookVersion;
  const { program } = isActive ? active : await playbook.version(journey.playbookVersion);
  return program.campaigns[journey.campaign];
}

function nobody(key: JourneyKey): MaitredError {
  return new MaitredError(`journey ${key.journeyId} belongs to nobody`, {
    code: 'profile-missing',
    retryable: false,
  });
}
