import { describe, expect, it } from 'vitest';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { compiled } from '../../../support/a-folder.ts';

async function waiting(text: string): Promise<{ program: Program; step: unknown }> {
  const folder = await compiled({
    'campaigns/x.yaml': `trigger: { event: X }\nsteps: [{ wait: ${text} }]\n`,
  });
  const program = folder.program as Program;
  return { program, step: program.campaigns.x?.steps[0] };
}

describe('compileWait', () => {
  it('given a time of day, then it is waited for', async () => {
    const { step } = await waiting('{ until: "09:05" }');
    expect(step).toEqual({ kind: 'wait for time', id: '1', at: { hour: 9, minute: 5 } });
  });

  it('given an event, then it counts from the journey’s beginning, and what remembers it is named', async () => {
    const { program, step } = await waiting('{ until: { event: A, where: { b: 1 } }, atMost: 1 day }');
    const [aggregate] = Object.keys(program.aggregates);
    expect(step).toMatchObject({
      kind: 'wait for event',
      until: { kind: 'event', label: 'A', aggregate, since: { kind: 'entry' } },
      aggregates: [aggregate],
      atMostMilliseconds: 86_400_000,
    });
  });

  it('given a date of the event, then the event will be read', async () => {
    const { program, step } = await waiting('{ until: event.properties.stay.checkIn, before: 3 days }');
    expect(step).toEqual({
      kind: 'wait for date',
      id: '1',
      of: 'event',
      path: ['properties', 'stay', 'checkIn'],
      before: { months: 0, milliseconds: 3 * 86_400_000 },
    });
    expect(program.campaigns.x?.readsEvent).toBe(true);
  });

  it('given a date of the guest, then no event will be read', async () => {
    const { program, step } = await waiting('{ until: profile.birthday, before: 1 year }');
    expect(step).toMatchObject({
      of: 'profile',
      path: ['birthday'],
      before: { months: 12, milliseconds: 0 },
    });
    expect(program.campaigns.x).not.toHaveProperty('readsEvent');
  });
});
