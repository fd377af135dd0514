import * as z from 'zod';

const time = z.iso.datetime();

/** What the answers of static lists look like. */
export const LIST_ANSWERS = {
  lists: z.object({
    lists: z.array(
      z.object({ list: z.string(), members: z.int(), loadedAt: time.nullable(), isLoading: z.boolean() }),
    ),
  }),
  loadBegun: z.object({
    isFinished: z.boolean().meta({ description: 'The same was loaded last: there is nothing to do.' }),
  }),
  guestsHeld: z.object({
    told: z.int().meta({ description: 'Identifiers of which an event was stored.' }),
    rejected: z.array(z.object({ guest: z.int(), namespace: z.string(), detail: z.string() })),
  }),
  loadFinished: z.object({ left: z.int(), members: z.int(), cursor: z.string().nullable() }),
};
