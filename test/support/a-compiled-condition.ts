import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { compiled } from './a-folder.ts';

export const DAY = 86_400_000;
export const HOUSE = `name: Test House
timezone: Europe/Berlin
channels: { email: { from: Test House <stay@example.com> } }
venues: { bar: { timeout: 10 minutes }, garden: { name: Garden } }
visit: { begins: [Order Completed, Checked In], endsAfter: 4 hours }
`;
export const X = { names: ['X'], where: [] };
export const VISIT = {
  begins: {
    names: ['Checked In', 'Order Completed'],
    where: [{ path: ['venue'], matcher: { tests: [{ op: 'exists', expected: true }], ignoreCase: false } }],
  },
  endsAfterMilliseconds: DAY / 6,
};
export const whole = (tests: object[]) => ({ tests, ignoreCase: false });
export const equal = (path: string, value: string) => ({
  path: [path],
  matcher: whole([{ op: 'is', value }]),
});

/** A segment's condition, its aggregates in the order in which the condition names them, by `a`, `b`, …. */
export async function segment(
  condition: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{ when: unknown; aggregates: readonly AggregateSpec[] }> {
  const { program } = await compiled({
    'playbook.yaml': HOUSE,
    'segments/x.yaml': `when: ${condition}\n`,
    ...files,
  });
  const when = program.segments.find(({ id }) => id === 'x')?.when as Condition;
  return named(when, program.aggregates);
}

/** A condition with its aggregates called `a`, `b`, … in the order in which it names them. */
export function named(when: Condition, specs: Readonly<Record<string, AggregateSpec>>) {
  const text = JSON.stringify(when);
  const ids = Object.keys(specs)
    .filter((id) => text.includes(id))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b));
  const renamed = ids.reduce((all, id, place) => all.replaceAll(id, 'abcdefgh'[place] ?? ''), text);
  return { when: JSON.parse(renamed) as unknown, aggregates: ids.flatMap((id) => specs[id] ?? []) };
}
