import { expect, test } from 'vitest';
import { resourcesOf, type SynthesizedApp } from '../synthesized-app.ts';

/** A deployment that may be destroyed with all it holds. */
export function describeDisposable({ data, service }: SynthesizedApp): void {
  test('a disposable deployment leaves nothing behind', () => {
    const kept = [data, service].flatMap((template) =>
      Object.entries(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>)
        .filter(([, resource]) => resource.DeletionPolicy === 'Retain')
        .map(([logicalId]) => logicalId),
    );
    expect(kept).toEqual([]);
    for (const [, table] of resourcesOf(data, 'AWS::DynamoDB::Table')) {
      expect(table.Properties.DeletionProtectionEnabled).toBe(false);
    }
  });
}
