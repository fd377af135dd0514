import type { Deployed } from '../../../domain/playbook/program/deployment.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { deployAfter, deployedProgram } from '../../../domain/playbook/program/retain-aggregates.ts';
import { deploymentKey } from '../../../lambdas/adapters/playbook-objects.ts';
import { MAXIMUM_INLINE_HISTORY } from '../../../lambdas/handlers/flows/inline-history.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { earliestDueOf } from './earliest-due.ts';
import { NO_FAULTS, randomFaults } from './faults.ts';
import type { PlannedCall } from './history.ts';
import type { HouseOptions, StreamConsumer } from './house-options.ts';
import { watchLedger } from './ledger-watch.ts';
import { Mailbox } from './mailbox.ts';
import { planSchedules } from './plan-schedules.ts';
import { RunCounts } from './run-counts.ts';
import { Scheduler } from './scheduler.ts';
import { SeededRandom } from './seeded-random.ts';
import { sendUntilAccepted } from './send-until-accepted.ts';
import { watchSignals } from './signal-watch.ts';
import { SimulatedBus } from './simulated-bus.ts';
import { createFunctions, type SimulatedFunctions } from './simulated-functions.ts';
import { playbookObjects, simulatedProgram } from './simulated-playbook.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import { createQueues, rulesOf } from './simulated-queues.ts';
import { SimulatedStream, type StreamRecord } from './simulated-stream.ts';
import { SimulatedTables } from './simulated-tables.ts';
import { type MappingOptions, StreamMapping } from './stream-mapping.ts';
import type { World } from './world.ts';

logger.setLogLevel('SILENT');

/** Whose the planted records are. */
export const POISONED = 'userId#poison';

/** A whole house in one process: the real functions over simulated tables, streams, queues and bus, on one clock. */
export class SimulatedHouse {
  readonly world: World;
  readonly tables = new SimulatedTables();
  readonly objects = new Map<string, string>();
  readonly mailbox = new Mailbox();
  readonly functions: SimulatedFunctions;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly bus: SimulatedBus;
  readonly eventStream: SimulatedStream;
  readonly profileStream: SimulatedStream;
  readonly memberStream: SimulatedStream;
  readonly mappings: StreamMapping[] = [];
  /** What must never have been decided, in words. */
  readonly wrongs: string[];
  /** When the active version of the playbook was deployed, in milliseconds since the epoch. */
  deployedAt = 0;
  /** How many records were planted that can never be resolved. */
  poison = 0;
  /** Signals that were written with a profile, by id. */
  readonly told: ReadonlySet<string>;
  /** Messages that were answered with success, by their ids. */
  readonly accepted = new Set<string>();
  /** As its deployment runs it. */
  program: Program;
  /** The version that is active, and what its deployment adds. */
  deployed: Deployed | undefined;
  readonly #options: HouseOptions;
  readonly #programOf: (of: 1 | 2) => Program;

  constructor(options: HouseOptions) {
    const { seed, startsAt, faultRate = 0, duplicates = 0, isOrderly = false } = options;
    this.#options = options;
    this.#programOf = options.program ?? simulatedProgram;
    this.program = this.#programOf(1);
    const random = new SeededRandom(seed);
    const scheduler = new Scheduler({ random: random.fork(), startsAt, isOrderly }, options.traceLength);
    const faults = options.faults ?? (faultRate > 0 ? randomFaults(random.fork(), faultRate) : NO_FAULTS);
    this.world = { scheduler, random: random.fork(), counts: new RunCounts(), faults };
    this.functions = createFunctions(this.world, {
      tables: this.tables,
      objects: this.objects,
      queue: (name) => this.#queue(name),
      bus: () => this.bus,
      mailbox: this.mailbox,
      inlineHistory: options.inlineHistory ?? MAXIMUM_INLINE_HISTORY,
    });
    this.queues = createQueues(this.world, this.functions, this.tables, duplicates);
    this.bus = new SimulatedBus(
      this.world,
      rulesOf((name) => this.#queue(name)),
      duplicates,
    );
    this.eventStream = new SimulatedStream(
      this.world,
      this.tables.table('Events'),
      (_after, before) => before === undefined,
    );
    this.profileStream = new SimulatedStream(
      this.world,
      this.tables.table('Profiles'),
      (after) => typeof after?.signals === 'string',
    );
    this.memberStream = new SimulatedStream(
      this.world,
      this.tables.table('Profiles'),
      (after) => typeof after?.members === 'string',
    );
    for (const consumer of options.consumers ?? ['resolve', 'announce', 'members']) this.addMapping(consumer);
    this.wrongs = watchLedger(this.tables, this.program.campaigns);
    this.told = watchSignals(this.tables);
    this.deploy(1);
  }

  /** Another mapping reads the stream from its beginning, whoever else does. */
  addMapping(consumer: StreamConsumer, overrides: Partial<MappingOptions> = {}): StreamMapping {
    const { batchSize = 20, attempts = 100, isImpatient = false, duplicates = 0 } = this.#options;
    const stream = {
      resolve: this.eventStream,
      announce: this.profileStream,
      members: this.memberStream,
    }[consumer];
    const mapping = new StreamMapping(this.world, stream, {
      batchSize,
      attempts,
      isImpatient,
      duplicates,
      consume: (event) => this.functions[consumer].invoke(event),
      giveUp: (records) => this.#giveUp(consumer, records),
      ...overrides,
    });
    this.mappings.push(mapping);
    return mapping;
  }

  /** Makes a call when its time comes, again and again until it is answered with success or the sender has enough. */
  plan(planned: PlannedCall, tries = 8): void {
    const { scheduler } = this.world;
    scheduler.spawn(async () => {
      await scheduler.wait('a call', planned.at - scheduler.now);
      await sendUntilAccepted(this, planned, { tries, duplicates: this.#options.duplicates ?? 0 });
    });
  }

  /** Puts what no version of ours ever wrote among the events: it can never be resolved. */
  plantPoison(): void {
    this.poison += 1;
    const receivedAt = this.world.scheduler.now;
    this.tables
      .table('Events')
      .put({ identifier: POISONED, sort: `-#${this.poison}`, receivedAt, body: '{' });
  }

  /** Asks for everybody to be folded anew. */
  refoldAll(): void {
    for (const { profileId, mergedInto } of this.tables.table('Profiles').all())
      if (mergedInto === undefined) this.#queue('refold').send(JSON.stringify({ profileId }));
  }

  /** Runs until nothing is left to do but what time alone brings, and that too until a moment. */
  async settle(until: number): Promise<void> {
    const { scheduler } = this.world;
    for (let rounds = 0; ; rounds += 1) {
      await this.#runOut();
      const earliest = earliestDueOf(this.tables);
      if (earliest === undefined || earliest > until) break;
      if (rounds > 2_000) throw new Error('what is due stays due');
      scheduler.advanceTo(earliest + 1_000);
      scheduler.spawn(() => this.functions.wake.invoke(null).catch(() => {}));
    }
    scheduler.advanceTo(until);
  }

  /** Until no message is left, not among the dead letters either. */
  async #runOut(): Promise<void> {
    const queues = [...this.queues.values()];
    do {
      for (const queue of queues) queue.bringDeadLettersBack();
      await this.world.scheduler.run();
    } while (queues.some(({ deadLetters }) => deadLetters.length > 0));
  }

  #queue(name: string): SimulatedQueue {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new Error(`there is no queue ${name}`);
    return queue;
  }

  /** Lambda writes a batch that it gives up to the failures' bucket, which tells redrive's queue. */
  #giveUp(consumer: string, records: readonly StreamRecord[]): void {
    const key = `aws/lambda/${consumer}/${this.objects.size}`;
    const payload = JSON.stringify({ Records: records.map(({ record }) => record) });
    const streamArn = records[0]?.record.eventSourceARN;
    this.objects.set(key, JSON.stringify({ DDBStreamBatchInfo: { streamArn }, payload }));
    const detail = { bucket: { name: 'failures' }, object: { key } };
    this.#queue('redrive').send(
      JSON.stringify({ source: 'aws.s3', 'detail-type': 'Object Created', detail }),
    );
  }

  /** Makes a version of the playbook the active one. */
  deploy(of: 1 | 2): void {
    const program = this.#programOf(of);
    const ordinal = this.deployed === undefined ? 1 : this.program.ordinal + 1;
    const deployment = deployAfter(program, this.deployed, ordinal, this.world.scheduler.now);
    this.deployed = { program, deployment };
    this.program = deployedProgram(this.deployed, ordinal);
    this.deployedAt = this.world.scheduler.now;
    const { version, name } = program;
    for (const [key, text] of playbookObjects(program)) this.objects.set(key, text);
    this.objects.set(deploymentKey(String(ordinal)), JSON.stringify(deployment));
    const config = this.tables.table('Config');
    config.put({ kind: 'playbook', id: 'active', version, ordinal, deployment: String(ordinal) });
    config.put({ kind: 'playbook-version', id: version, ordinal, deployedAt: 0, name });
    planSchedules(this, this.program);
  }
}
