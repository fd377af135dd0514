import type { Campaign } from '../../campaign/campaign.ts';
import { isGuestChannel } from '../../campaign/channel.ts';
import { nextPlaces } from '../../campaign/step/next-places.ts';
import type { SendStep, Step } from '../../campaign/step.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** A date, or a turn under a rate, may lie any time ahead: a journey is taken to wait so long for it, and no longer. */
export const LONGEST_OPEN_WAIT_MILLISECONDS = 400 * DAY_MILLISECONDS;
/** A time of day comes within a day; once more where the guest has travelled, or quiet hours and a clock that is set fall together. */
const LONGEST_DAILY_WAIT_MILLISECONDS = 2 * DAY_MILLISECONDS;

/** The longest that a journey of a campaign can take from its beginning to its end, in milliseconds. */
export function longestJourney({ steps }: Campaign): number {
  // Steps lead ahead alone: what is left from each on is known once that of all later ones is.
  const left: number[] = Array.from({ length: steps.length + 1 }, () => 0);
  for (let place = steps.length - 1; place >= 0; place -= 1) {
    const step = steps[place];
    if (step === undefined) continue;
    left[place] = longestStep(step) + Math.max(0, ...nextPlaces(step, place).map((next) => left[next] ?? 0));
  }
  return left[0] ?? 0;
}

function longestStep(step: Step): number {
  switch (step.kind) {
    case 'wait':
      return step.milliseconds;
    case 'wait for event':
      return step.atMostMilliseconds;
    case 'wait for time':
      return LONGEST_DAILY_WAIT_MILLISECONDS;
    case 'wait for date':
      return LONGEST_OPEN_WAIT_MILLISECONDS;
    case 'send':
      return longestSend(step);
    default:
      return 0;
  }
}

function longestSend({ rate, contents }: SendStep): number {
  const turn = rate === undefined ? 0 : LONGEST_OPEN_WAIT_MILLISECONDS;
  const isHeld = contents.some(({ channel }) => isGuestChannel(channel));
  return turn + (isHeld ? LONGEST_DAILY_WAIT_MILLISECONDS : 0);
}
