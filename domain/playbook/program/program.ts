import type { Campaign } from '../../campaign/campaign.ts';
import type { PermissionRules } from '../../campaign/permission-rules.ts';
import type { ConsentRule } from '../../consent/consent-choice.ts';
import type { IdentityRules } from '../../identity/identity-rules.ts';
import type {
  AggregateSpec,
  ComputedTrait,
  Segment,
  VisitRule,
} from '../../segment/aggregate/aggregate-spec.ts';

/** Where webhooks go. */
export interface Destination {
  readonly url: string;
  /** `whsec_…`, or `ssm:/path` of one. */
  readonly secret: string;
}

/** A place with staff. */
export interface Venue {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  /** How long a sighting by one of its beacons counts; absent: 30 minutes. */
  readonly timeoutMilliseconds?: number;
}

/** How each channel presents the house. */
export interface ChannelSettings {
  readonly email?: { readonly from: string; readonly replyTo?: string; readonly address?: string };
  readonly sms?: { readonly senderId?: string };
  readonly push?: { readonly ios?: string; readonly android?: string };
}

/** A playbook, compiled: all that the functions need to know of it, as one JSON object. */
export interface Program {
  /** SHA-256 of the playbook's content: the same files are the same version. */
  readonly version: string;
  /** Counts deploys: a function never writes with a lower one than the profile has. */
  readonly ordinal: number;
  readonly name: string;
  readonly timezone: string;
  readonly identity: IdentityRules;
  /** By purpose or channel. */
  readonly consent: Readonly<Record<string, ConsentRule>>;
  /** By content hash. */
  readonly aggregates: Readonly<Record<string, AggregateSpec>>;
  /** Names the set of all aggregates: a profile folded with another set must be folded anew. */
  readonly aggregatesDigest: string;
  /** Digests of larger sets that a profile may have been folded with all the same; see `retain-aggregates.ts`. */
  readonly accepts?: readonly string[];
  /** By campaign that includes existing members: since which deploy; see `retain-aggregates.ts`. */
  readonly includedSince?: Readonly<Record<string, number>>;
  readonly computedTraits: Readonly<Record<string, ComputedTrait>>;
  /** In an order in which each comes after those it asks about. */
  readonly segments: readonly Segment[];
  readonly campaigns: Readonly<Record<string, Campaign>>;
  /** Suppression, caps, quiet hours, the control group; absent: none of them. */
  readonly permission?: PermissionRules;
  /** By campaign with a schedule: since which moment it counts; see `retain-aggregates.ts`. */
  readonly scheduledSince?: Readonly<Record<string, number>>;
  readonly channels: ChannelSettings;
  readonly destinations: Readonly<Record<string, Destination>>;
  readonly staff: { readonly roles: readonly string[] };
  readonly venues: Readonly<Record<string, Venue>>;
  /** By template, a hash of its text; absent where there are none. */
  readonly templateDigests?: Readonly<Record<string, string>>;
  /** What a visit is; absent where the playbook does not say. */
  readonly visit?: VisitRule;
}

/** What channels render: email templates as HTML that is still Liquid, by id and `id.language`. */
export interface TemplateSet {
  readonly version: string;
  readonly templates: Readonly<Record<string, { readonly html: string }>>;
}
