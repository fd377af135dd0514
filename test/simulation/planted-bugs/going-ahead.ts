import type { PlantedBug } from '../../support/simulation/plant-bug.ts';

const AHEAD = 'domain/campaign/journey/going-ahead.ts';

/** Who gets the last message under a cap of all that comes to a guest at one moment. */
export const GOING_AHEAD_BUGS: readonly PlantedBug[] = [
  {
    name: 'what comes at one moment is decided as it comes',
    file: 'lambdas/handlers/flows/journey-dependencies.ts',
    find: "if (goingFirst === undefined || typeof moment !== 'number') return false;",
    replace: "if (goingFirst === undefined || typeof moment !== 'number' || moment > 0) return false;",
    why: 'the last message under a cap goes to whoever is decided first',
    by: 'journeys',
  },
  {
    name: 'of what comes at one moment the lower priority goes ahead',
    file: AHEAD,
    find: 'return difference === 0 ? a < b : difference > 0;',
    replace: 'return difference === 0 ? a < b : difference < 0;',
    why: 'the last message under a cap goes to what matters least',
    by: 'journeys',
  },
  {
    name: 'a guest does not say which dates have come',
    file: 'domain/profile/draft.ts',
    find: '[...dates.reached, ...gone, ...come]',
    replace: '[...gone, ...come]',
    why: 'a letter takes the last message under a cap from a birthday',
    by: 'journeys',
  },
  {
    name: 'schedules do not go ahead',
    file: AHEAD,
    find: '    ...scheduledThen(coming),',
    replace: '',
    why: 'a wait takes the last message under a cap from a letter that matters more',
    by: 'journeys',
  },
];
