import { expect, it } from 'vitest';
import { listConditionSchema } from '../../../../domain/playbook/schema/guest-condition-schemas.ts';

it('given a list, then its name must be one that can be loaded', () => {
  expect(listConditionSchema.safeParse({ list: 'press-guests' }).success).toBe(true);
  for (const list of ['press guests', '-press', '', 5])
    expect(listConditionSchema.safeParse({ list }).error?.issues).toMatchObject([
      { message: 'the name of a list: letters, digits, - and _, as `press-guests`' },
    ]);
});
