import { expect, it } from 'vitest';
import { invalidShape } from '../../../../domain/event/invalid-shape.ts';
import { beginLoadSchema } from '../../../../lambdas/handlers/flows/list-request.ts';

it('given a load that is named too shortly, then what it must be is said', () => {
  const { error } = beginLoadSchema.safeParse({ load: 'short', namespaces: [] });
  expect(error && invalidShape(error)).toMatchObject({
    field: 'load',
    message: 'load must have 8 to 100 letters, digits, - and _',
  });
});
