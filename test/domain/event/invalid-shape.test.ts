import { describe, expect, it } from 'vitest';
import { invalidShape } from '../../../domain/event/invalid-shape.ts';
import { batchSchema, MESSAGE_SCHEMAS } from '../../../domain/event/message-schema.ts';
import { newKeySchema } from '../../../lambdas/handlers/flows/new-key.ts';

/** What is answered to a body that a schema refuses. */
function answerTo(schema: { safeParse(body: unknown): unknown }, body: unknown) {
  const { error } = schema.safeParse(body) as { error: Parameters<typeof invalidShape>[0] };
  const { message, field } = invalidShape(error);
  return [field, message];
}
const track = (message: object) => answerTo(MESSAGE_SCHEMAS.track, message);

describe('what is wrong with a body, in plain words', () => {
  it.each([
    [{}, 'event', 'event is missing'],
    [{ event: 5 }, 'event', 'event must be text'],
    [{ event: '' }, 'event', 'event must be text that is not empty'],
    [{ event: 'X', userId: true }, 'userId', 'userId must be text or a number'],
    [{ event: 'X', messageId: 'a\nb' }, 'messageId', 'messageId must have no control characters'],
    [{ event: 'X', messageId: 'a\uffff' }, 'messageId', 'messageId must have no control characters'],
    [{ event: 'X\ufffe' }, 'event', 'event must have no code units that are no characters'],
    [{ event: 'X', properties: 'red' }, 'properties', 'properties must be an object'],
    [
      { event: 'X', context: { externalIds: [{ id: 1 }] } },
      'context.externalIds.0.type',
      'context.externalIds.0.type is missing',
    ],
  ])('given the track %j, then %s: %s', (message, field, sentence) => {
    expect(track(message)).toEqual([field, sentence]);
  });

  it.each([{}, { batch: null }])('given the batch %j, then it is missing, null or not', (body) => {
    expect(answerTo(batchSchema, body)).toEqual(['batch', 'batch is missing']);
  });

  it.each([
    [{ source: 'web', scopes: [] }, 'scopes', 'scopes must be a list that is not empty'],
    [{ source: 'web', scopes: ['collect'], type: 'app' }, 'type', 'type must be server or browser'],
    [{ source: 'web', scopes: ['collect'], colour: 1 }, 'colour', 'colour is not known here'],
    [null, undefined, 'the body is missing'],
    [[], undefined, 'the body must be an object'],
  ])('given the key %j, then %s: %s', (body, field, sentence) => {
    expect(answerTo(newKeySchema, body)).toEqual([field, sentence]);
  });

  it('given text that is too long, then it says how long it may be', () => {
    expect(track({ event: 'x'.repeat(100_000) })[1]).toMatch(
      /^event must be text of at most \d+ characters$/,
    );
    expect(track({ event: 'X', userId: 'x'.repeat(100_000) })[1]).toMatch(
      /^userId must be text of at most \d+ characters$/,
    );
  });
});
