import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Simulation } from '../../../cli/simulation/simulation.ts';
import type { Decision } from '../../../domain/campaign/journey/decision.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { canonicalJson } from '../../../domain/event/canonical-json.ts';
import type { JsonObject } from '../../../domain/event/json.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { laterPrograms, stayProgram } from '../../support/deployed-meanwhile.ts';

const HOUR = 60 * 60 * 1000;
const START = Date.UTC(2026, 2, 2, 9);
const NO_TEMPLATES = { version: '', templates: {} };
const RENDERER = {
  text: (text: string, context: JsonObject) => `${text} ${canonicalJson(context.profile ?? null)}`,
  html: (text: string) => text,
  value: (text: string) => text,
};

/** What a guest does, so many hours after they began. */
interface Deed {
  readonly at: number;
  readonly deed: 'book' | 'order' | 'look' | 'fill' | 'rise' | 'fall' | 'complain' | 'refuse';
}
interface Deploy {
  readonly at: number;
  /** Place among the later ones. */
  readonly version: number;
}

const DEEDS: Readonly<Record<Deed['deed'], JsonObject>> = {
  book: { type: 'track', event: 'Booking Made' },
  order: { type: 'track', event: 'Order Completed', properties: { revenue: 300 } },
  look: { type: 'track', event: 'Page Viewed' },
  // A day that begins at another moment in another zone.
  fill: { type: 'track', event: 'Cart Updated', properties: { from: '2026-03-05T23:30:00' } },
  rise: { type: 'identify', traits: { tier: 'gold' } },
  fall: { type: 'identify', traits: { tier: 'plain' } },
  complain: { type: 'track', event: 'Complained' },
  refuse: { type: 'track', event: 'Consent Changed', properties: { analytics: false } },
};

let stay: Program;
let later: readonly Program[];
beforeAll(async () => {
  [stay, later] = await Promise.all([stayProgram(), laterPrograms()]);
});

/** How the journeys went, and what was said. */
function play(deeds: readonly Deed[], deploys: readonly Deploy[]) {
  const journeys = new Map<string, Journey>();
  const said: unknown[] = [];
  const observer = {
    explains: false,
    happened: () => {},
    refused: () => {},
    stayed: ({ step, status, why }: { step: string; status: string; why: string | null }) => {
      said.push({ step, status, why });
    },
    left: ({ at, texts }: { at: number; texts: readonly string[] }) => {
      said.push({ at, texts });
    },
    decided: ({ journey }: Decision) => {
      journeys.set(journey.journeyId, journey);
    },
  };
  const simulation = new Simulation({
    program: stay,
    templates: NO_TEMPLATES,
    renderer: RENDERER as never,
    start: START,
    observer,
  });
  const send = (message: JsonObject) => simulation.send(undefined, { userId: 'john', ...message });
  send({ type: 'identify', traits: { phone: '+491700000000', seen: '2026-03-04T23:30:00' } });
  send({ type: 'track', event: 'Signed Up' });
  const steps = [
    ...deeds.map(({ at, deed }) => ({ at, run: () => send(DEEDS[deed]) })),
    ...deploys.map(({ at, version }) => ({
      at: at + 0.5,
      run: () => simulation.deploy(later[version] ?? stay),
    })),
  ];
  for (const { at, run } of steps.sort((a, b) => a.at - b.at)) {
    simulation.advanceTo(START + at * HOUR);
    run();
  }
  simulation.advanceTo(START + 30 * 24 * HOUR);
  const ended = [...journeys.values()].map(({ end, trace, convertedAt }) => ({ end, trace, convertedAt }));
  return { ended, said };
}

describe('playbooks that are deployed while a journey is under way', () => {
  const hour = fc.integer({ min: 1, max: 9 * 24 });
  const deed = fc.record({ at: hour, deed: fc.constantFrom(...(Object.keys(DEEDS) as Deed['deed'][])) });
  const deploy = fc.record({ at: hour, version: fc.integer({ min: 0, max: 5 }) });

  it('given any of them, any number of times, then it goes and ends as if there had been none', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 8 }),
        fc.array(deploy, { minLength: 1, maxLength: 6 }),
        (deeds, deploys) => {
          expect(play(deeds, deploys)).toEqual(play(deeds, []));
        },
      ),
      { numRuns: 200 },
    );
  });
});
