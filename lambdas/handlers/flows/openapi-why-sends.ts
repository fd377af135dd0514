import * as z from 'zod';
import { explanation, time } from './openapi-explanation.ts';

const share = z
  .object({ share: z.number().meta({ description: 'From 0 to 1.' }), isIn: z.boolean() })
  .meta({ description: 'A group that is measured by being sent nothing, and whether the guest is in it.' });

const suppression = z.object({
  name: z.string(),
  isAbout: z.boolean().meta({ description: 'Whether it is about this purpose and these topics.' }),
  suppresses: z.boolean(),
  when: explanation,
});

const cap = z.object({
  asked: z.string().meta({ description: 'As it was written: `3 by email in 7 days`.' }),
  used: z.int().meta({ description: 'How many messages it counts now.' }),
  atMost: z.int(),
  freeAt: time.nullable().meta({ description: 'When there is room for one more. Null: there is now.' }),
});

const quietHours = z.object({
  asked: z.string().meta({ description: '`21:00 to 09:00`' }),
  zone: z.string().meta({ description: 'The guest’s IANA zone.' }),
  localTime: z.string().meta({ description: 'What clocks show there, `23:30`.' }),
  isQuiet: z.boolean(),
  endsAt: time.nullable().meta({ description: 'When they end. Null: they have not begun.' }),
});

/** Whether a message would be sent now, with each rule that it is asked by. */
export const send = z.object({
  step: z.string(),
  channel: z.string(),
  purpose: z.string(),
  wouldBeSent: z.boolean(),
  why: z.string().optional().meta({ description: 'Why it would not be sent now.' }),
  reason: z.string().optional().meta({ description: 'What refuses it, as the ledger counts it.' }),
  heldUntil: time.optional().meta({ description: 'It is held: when it is decided anew.' }),
  isChosen: z
    .boolean()
    .optional()
    .meta({ description: 'Of several channels: whether it is the one that would be taken.' }),
  consent: explanation.optional(),
  channelConsent: explanation.optional(),
  reachable: explanation.optional(),
  topics: z.array(z.object({ topic: z.string(), isRefused: z.boolean() })).optional(),
  control: share.optional(),
  holdout: share.optional(),
  suppression: z.array(suppression).optional(),
  caps: z.array(cap).optional(),
  quietHours: quietHours.optional(),
  rate: z.string().optional().meta({ description: 'How many of this step are sent: `1000 in 1 hour`.' }),
});
