import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Figure } from '../figure.ts';
import { median } from '../quantile.ts';
import { createRulesPeer } from './rules-peer.ts';
import { createSegmentEngine } from './segment-engine.ts';
import { askedOf, programOf } from './segment-playbook.ts';
import { shopEvent } from './shop-events.ts';

const SEGMENTS = 10_000;
const EVENTS = 20_000;
const ROUNDS = 15;
const PEERS_EVENTS = 12;
/** Of a stream's events so many are of something that no segment asks for, and one that one does. */
const MIXED = 4;

/** Events a second with 10,000 segments: beside an engine of rules, and beside reading the events' JSON alone. */
export async function measureRules(): Promise<readonly Figure[]> {
  const asked = askedOf(SEGMENTS);
  const active = activateProgram(programOf(asked));
  const matching = textsOf(1);
  const mixed = textsOf(MIXED);
  const { ours, parsing } = rates(active, matching);
  const ofMixed = rates(active, mixed);
  const peer = await peersRate(asked, matching);
  return [
    {
      name: `events a second, ${SEGMENTS} segments, beside json-rules-engine`,
      ours,
      peer,
      unit: 'events/CPU s',
      note: `every event enters a segment; the peer's first ${PEERS_EVENTS} events, of each the same segments`,
    },
    { name: '  beside JSON.parse alone', ours, peer: parsing, unit: 'events/CPU s' },
    {
      name: `  beside JSON.parse alone, one of ${MIXED} events is asked for`,
      ours: ofMixed.ours,
      peer: ofMixed.parsing,
      unit: 'events/CPU s',
    },
  ];
}

function textsOf(every: number): string[] {
  return Array.from({ length: EVENTS }, (_, number) => shopEvent(number, SEGMENTS, every));
}

/** Medians of rounds in turn, so that what else the machine does falls on both. */
function rates(active: ActiveProgram, texts: readonly string[]): { ours: number; parsing: number } {
  const ours: number[] = [];
  const parsing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    parsing.push(rateOf(texts, (text) => JSON.parse(text)));
    const engine = createSegmentEngine(active);
    ours.push(rateOf(texts, (text) => engine.take(text)));
  }
  return { ours: median(ours), parsing: median(parsing) };
}

function rateOf(texts: readonly string[], take: (text: string) => unknown): number {
  const begun = process.cpuUsage();
  for (const text of texts) take(text);
  return rateSince(begun, texts.length);
}

/** Events by a second of the processor: the clock's is also everybody else's. */
function rateSince(begun: NodeJS.CpuUsage, events: number): number {
  const { user, system } = process.cpuUsage(begun);
  return (events / (user + system)) * 1e6;
}

/** @throws if it finds other segments than ours for whoever is new */
async function peersRate(
  asked: Parameters<typeof createRulesPeer>[0],
  texts: readonly string[],
): Promise<number> {
  const peer = createRulesPeer(asked);
  const active = activateProgram(programOf(asked));
  const [first = '', ...rest] = texts.slice(0, PEERS_EVENTS + 1);
  await peer.take(first); // warms it up
  const begun = process.cpuUsage();
  const found: (readonly string[])[] = [];
  for (const text of rest) found.push(await peer.take(text));
  const rate = rateSince(begun, rest.length);
  for (const [number, text] of rest.entries()) {
    const ours = createSegmentEngine(active).take(text);
    if (ours.join() !== found[number]?.join() || ours.length === 0) throw new Error(`they differ on ${text}`);
  }
  return rate;
}
