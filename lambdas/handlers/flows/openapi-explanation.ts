import * as z from 'zod';

export const time = z.iso.datetime();

/** A condition, and why it holds or does not. */
export const explanation = z.object({
  kind: z.string().meta({ description: 'The kind of condition: it says what shape `seen` has.' }),
  asked: z.string().meta({ description: 'The condition, in its author’s words.' }),
  holds: z.boolean(),
  seen: z
    .unknown()
    .optional()
    .meta({ description: 'What it looks at: a value, how many times count. Null: there is none.' }),
  since: time
    .nullable()
    .optional()
    .meta({ description: 'The moment after which it counts. Null: it never came, so nothing counts.' }),
  approximate: z
    .literal(true)
    .optional()
    .meta({ description: 'What it looks at has outgrown what is remembered exactly.' }),
  changesAt: time.nullable().optional().meta({
    description: 'When time alone will change it. Null: only an event does. Absent: it cannot be told.',
  }),
  events: z
    .array(
      z.object({
        messageId: z.string(),
        event: z.string(),
        timestamp: time,
        step: z.int().optional().meta({ description: 'Which step of a sequence it is, from 1.' }),
        breaks: z.literal(true).optional().meta({ description: 'It happened where it must not.' }),
      }),
    )
    .optional()
    .meta({ description: 'The newest events that count, newest first.' }),
  parts: z
    .array(z.record(z.string(), z.unknown()))
    .meta({ description: 'What it is made of, each part described as the whole.' }),
});
