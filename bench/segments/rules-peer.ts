import { Engine, type NestedCondition } from 'json-rules-engine';
import type { AskedEvent } from './segment-playbook.ts';

/** json-rules-engine with one rule a segment: the same questions of each event, and no memory of those before. */
export interface RulesPeer {
  /** @returns ids of the segments whose rule the event meets */
  take(text: string): Promise<readonly string[]>;
}

export function createRulesPeer(asked: readonly AskedEvent[]): RulesPeer {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [number, one] of asked.entries()) {
    engine.addRule({ conditions: { all: conditionsOf(one) }, event: { type: `segment-${number}` } });
  }
  return {
    async take(text) {
      // Properties as facts of their own are what it reads fastest.
      const { event, properties } = JSON.parse(text) as { event: string; properties: object };
      const { events } = await engine.run({ event, ...properties });
      return events.map(({ type }) => type);
    },
  };
}

function conditionsOf({ event, is, price }: AskedEvent): NestedCondition[] {
  const equal = (fact: string, value: string) => ({ fact, operator: 'equal', value });
  const band =
    price === undefined
      ? []
      : [
          { fact: 'price', operator: 'greaterThanInclusive', value: price.atLeast },
          { fact: 'price', operator: 'lessThan', value: price.lessThan },
        ];
  return [equal('event', event), ...Object.entries(is).map(([fact, value]) => equal(fact, value)), ...band];
}
