import type { JsonValue } from '../../event/json.ts';
import { jsonBytes } from '../../event/json-bytes.ts';
import { stampId } from '../../event/stamp-id.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { parseMoment } from '../../time/moment.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteLatest } from './latest-by-key.ts';

type GrantsSpec = Extract<AggregateSpec, { readonly kind: 'grants' }>;

/** So many codes are remembered: the latest granted, and as many of the latest redeemed. */
export const GRANTED_CODES = 8;
/** As JSON in UTF-8: an event with a longer code tells nothing. */
export const MAXIMUM_CODE_BYTES = 66;

const GRANTED = 'Offer Granted';
const REDEEMED = 'Offer Redeemed';

/** `until` is null if it never expires. */
type Grant = readonly [code: string, time: number, messageId: string, from: number, until: number | null];
type Redemption = readonly [code: string, time: number, messageId: string];

/** Both ascend by code. */
interface GrantsState {
  readonly granted: readonly Grant[];
  readonly redeemed: readonly Redemption[];
}

/**
 * What became of the codes of an offer, by code: `{ from, until, redeemedAt }`, each null where there is none. A code
 * that was redeemed and is not known to have been granted has no `from`.
 */
export function createGrantsAggregate({ offer, zone: ownZone }: GrantsSpec, usualZone: string): Aggregate {
  const zone = ownZone ?? usualZone;
  return {
    add(state, event) {
      const code = codeIn(event, offer);
      if (code === undefined) return state;
      const before = stateOf(state);
      const stamp = [code, event.time, stampId(event.messageId)] as const;
      const after = unite(
        before,
        event.name === GRANTED
          ? { granted: [[...stamp, ...validityIn(event, zone)]], redeemed: [] }
          : { granted: [], redeemed: [stamp] },
      );
      return after === before ? state : (after as unknown as JsonValue);
    },
    merge: (a, b) => unite(stateOf(a), stateOf(b)) as unknown as JsonValue,
    value: (state) => codesOf(stateOf(state)),
    changesAt: () => null,
  };
}

function codeIn({ name, properties }: TrackingEvent, offer: string): string | undefined {
  if ((name !== GRANTED && name !== REDEEMED) || properties.offer !== offer) return undefined;
  const { code } = properties;
  return typeof code === 'string' && jsonBytes(code) <= MAXIMUM_CODE_BYTES ? code : undefined;
}

function validityIn({ time, properties }: TrackingEvent, zone: string): [from: number, until: number | null] {
  return [parseMoment(properties.validFrom, zone) ?? time, parseMoment(properties.validUntil, zone) ?? null];
}

function unite(a: GrantsState, b: GrantsState): GrantsState {
  const granted = uniteLatest(a.granted, b.granted, GRANTED_CODES);
  const redeemed = uniteLatest(a.redeemed, b.redeemed, GRANTED_CODES);
  return granted === a.granted && redeemed === a.redeemed ? a : { granted, redeemed };
}

function codesOf({ granted, redeemed }: GrantsState): JsonValue {
  const redeemedAt = new Map(redeemed.map(([code, time]) => [code, time]));
  const ofRedeemed = redeemed.map(
    ([code, time]) => [code, { from: null, until: null, redeemedAt: time }] as const,
  );
  const ofGranted = granted.map(
    ([code, , , from, until]) => [code, { from, until, redeemedAt: redeemedAt.get(code) ?? null }] as const,
  );
  return Object.fromEntries([...ofRedeemed, ...ofGranted]);
}

function stateOf(state: JsonValue | undefined): GrantsState {
  return (state ?? { granted: [], redeemed: [] }) as unknown as GrantsState;
}
