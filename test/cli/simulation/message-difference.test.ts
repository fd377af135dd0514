import { describe, expect, it } from 'vitest';
import { MessageDifference } from '../../../cli/simulation/message-difference.ts';
import type { SimulatedMessage } from '../../../cli/simulation/timeline.ts';

const message = (more: Partial<SimulatedMessage> = {}): SimulatedMessage => ({
  at: 1,
  channel: 'email',
  campaign: 'hello',
  to: ['ann@example.com'],
  texts: ['Hello'],
  ...more,
});

describe('what differs between the messages of two playbooks', () => {
  it('given the same of both, whichever was first, then nothing does', () => {
    const difference = new MessageDifference();
    difference.add(message(), 'userId:ann', 1);
    difference.add(message(), 'userId:ann', -1);
    difference.add(message({ at: 2 }), 'userId:ann', -1);
    difference.add(message({ at: 2 }), 'userId:ann', 1);
    const none = { messages: 0, examples: [] };
    expect(difference.result()).toEqual({ added: none, removed: none, changed: none });
  });

  it('given another moment, then one is more and one is fewer', () => {
    const difference = new MessageDifference();
    difference.add(message({ at: 2 }), 'userId:ann', 1);
    difference.add(message({ at: 1 }), 'userId:ann', -1);
    expect(difference.result()).toMatchObject({
      added: { messages: 1, examples: [{ at: 2, guest: 'userId:ann', text: 'Hello' }] },
      removed: { messages: 1, examples: [{ at: 1 }] },
      changed: { messages: 0 },
    });
  });

  it.each([{ texts: ['Good evening'] }, { to: ['ann@example.org'] }])(
    'given %j at the same moment, then it is changed',
    (more) => {
      const difference = new MessageDifference();
      difference.add(message(more), 'userId:ann', 1);
      difference.add(message(), 'userId:ann', -1);
      expect(difference.result()).toMatchObject({
        added: { messages: 0 },
        removed: { messages: 0 },
        changed: { messages: 1, examples: [{ text: more.texts?.[0] ?? 'Hello' }] },
      });
    },
  );

  it('given two of which the other sends one, then one is more', () => {
    const difference = new MessageDifference();
    for (const by of [1, 1, -1] as const) difference.add(message(), 'userId:ann', by);
    expect(difference.result()).toMatchObject({ added: { messages: 1 }, removed: { messages: 0 } });
  });

  it('given many, then the five earliest are shown', () => {
    const difference = new MessageDifference();
    for (const at of [9, 3, 7, 1, 5, 8, 2]) difference.add(message({ at }), 'userId:ann', 1);
    const { added } = difference.result();
    expect(added.messages).toBe(7);
    expect(added.examples.map(({ at }) => at)).toEqual([1, 2, 3, 5, 7]);
  });
});
