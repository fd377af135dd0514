import { compilePlaybook } from '../../domain/playbook/compile-playbook.ts';
import type { PlaybookSource } from '../../domain/playbook/playbook-source.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { ConditionSource } from '../../domain/playbook/schema/condition-schema.ts';

/** Of so many products each is asked about by a segment; the others ask about what it costs where it is sold. */
export const PRODUCTS_A_SHOP = 20;
/** Euros. Each shop's segments divide its prices into as many bands as it has products. */
export const PRICES = 200;

/** What one segment asks of a single event, in a form that any engine of rules can be given. */
export interface AskedEvent {
  readonly event: string;
  readonly is: Readonly<Record<string, string>>;
  readonly price?: { readonly atLeast: number; readonly lessThan: number };
}

/** What so many segments ask: by turns who looked at a product, and who bought in a shop within a band of prices. */
export function askedOf(segments: number): AskedEvent[] {
  return Array.from({ length: segments }, (_, number) => {
    const shop = shopOf(Math.floor(number / 2));
    if (number % 2 === 0) return { event: 'Product Viewed', is: { product_id: productOf(number / 2) } };
    const band = Math.floor(number / 2) % PRODUCTS_A_SHOP;
    const width = PRICES / PRODUCTS_A_SHOP;
    const price = { atLeast: band * width, lessThan: (band + 1) * width };
    return { event: 'Product Added', is: { shop }, price };
  });
}

export const productOf = (number: number): string => `product-${number}`;
export const shopOf = (product: number): string => `shop-${Math.floor(product / PRODUCTS_A_SHOP)}`;

/** A playbook whose segments are those, and nothing else. */
export function playbookOf(asked: readonly AskedEvent[]): PlaybookSource {
  const segments = asked.map((one, number) => ({
    id: `segment-${number}`,
    file: `segments/segment-${number}.yaml`,
    source: { name: `Segment ${number}`, when: conditionOf(one) },
  }));
  const settings = { name: 'Bench', timezone: 'UTC' };
  return { settings, segments, traits: [], campaigns: [], stories: [], templates: [] };
}

/** The program of those segments, as a deploy would make it. */
export function programOf(asked: readonly AskedEvent[]): Program {
  return { ...compilePlaybook(playbookOf(asked), {}), ordinal: 1 };
}

function conditionOf({ event, is, price }: AskedEvent): ConditionSource {
  return { event, where: { ...is, ...(price && { price }) } };
}
