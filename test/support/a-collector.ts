import { UnavailableError } from '../../domain/error/maitred-error.ts';
import type { QuarantinedRecord } from '../../domain/error/quarantined-record.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import type { ApiKey } from '../../lambdas/contract/api-key.ts';
import type { MetricLine } from '../../lambdas/runtime/metrics-writer.ts';
import { aProgram } from './a-program.ts';
import { NOW } from './an-event.ts';

/** A server key of the source `test` that collects. */
export function aKey(overrides: Partial<ApiKey> = {}): ApiKey {
  return { keyId: 'key-1', source: 'test', scopes: ['collect'], type: 'server', createdAt: 0, ...overrides };
}

/** All that collect and consent depend on, in memory: what they stored can be looked at, and stores can be made to fail. */
export class CollectorHouse {
  readonly stored = new Map<string, TrackingEvent>();
  readonly quarantined: QuarantinedRecord[] = [];
  readonly keys = new Map<string, ApiKey>([
    ['write', aKey()],
    ['browser', aKey({ type: 'browser', source: 'web' })],
    ['read', aKey({ scopes: ['profiles'] })],
    ['admin', aKey({ scopes: ['admin'] })],
  ]);
  /** By `namespace#value`. */
  readonly holders = new Map<string, Profile>();
  now = NOW;
  lookUps = 0;
  puts = 0;
  duplicates = 0;
  program: Program = aProgram();
  /** What was counted. */
  readonly metrics: MetricLine[] = [];
  /** Which puts fail, by their number from 1 on. */
  failsAt: (put: number) => boolean = () => false;

  readonly writeMetrics = (line: MetricLine) => void this.metrics.push(line);
  /** Seconds to wait, by keyId: its limit is over. */
  readonly waits = new Map<string, number>();
  readonly clock = () => this.now;
  readonly findKey = async (secret: string) => this.keys.get(secret);
  readonly limitKey = async ({ keyId }: ApiKey) => this.waits.get(keyId);
  readonly playbook = { active: async () => activateProgram(this.program) };
  readonly quarantine = {
    putAll: async (records: readonly QuarantinedRecord[]) => {
      this.quarantined.push(...records);
    },
  };
  readonly profiles = {
    findByIdentifier: async (identifier: string) => {
      this.lookUps += 1;
      return this.holders.get(identifier);
    },
    readLiving: async (profileId: string) =>
      [...this.holders.values()].find((profile) => profile.profileId === profileId),
  };
  readonly events = {
    putOnce: async (event: TrackingEvent) => {
      this.puts += 1;
      if (this.failsAt(this.puts)) throw new UnavailableError('the event store');
      const key = `${event.key.identifier} ${event.key.sort}`;
      if (this.stored.has(key)) {
        this.duplicates += 1;
        return 'duplicate' as const;
      }
      this.stored.set(key, event);
      return 'stored' as const;
    },
  };

  /** Somebody is known by the identifiers that this profile has. */
  know(profile: Profile): Profile {
    for (const identifier of Object.keys(profile.identifiers)) this.holders.set(identifier, profile);
    return profile;
  }

  get storedEvents(): TrackingEvent[] {
    return [...this.stored.values()];
  }
}
