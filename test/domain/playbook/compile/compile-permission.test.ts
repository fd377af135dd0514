import { describe, expect, it } from 'vitest';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { compiled } from '../../../support/a-folder.ts';

async function permission(text: string): Promise<Program['permission']> {
  const house = 'name: X\ntimezone: Europe/Berlin\n';
  const { program } = await compiled({
    'playbook.yaml': `${house}${text}`,
    'campaigns/hello.yaml':
      'trigger: { event: A }\ntopics: [suits, ties]\nsteps: [{ send: { channel: sms, text: x } }]\n',
    'templates/hello.liquid': null,
  });
  return program?.permission;
}

describe('compilePermission', () => {
  it('given a house that says nothing, then there are no rules', async () => {
    expect(await permission('')).toBeUndefined();
  });

  it('given caps, quiet hours and a control group, then they are in milliseconds, hours and shares', async () => {
    const rules = await permission(`caps: [{ channel: email, atMost: 3, per: 7 days }]
quietHours: { from: "21:00", to: "09:30", channels: [sms, push, sms] }
control: 5%
`);
    expect(rules).toEqual({
      suppress: [],
      caps: [{ channel: 'email', atMost: 3, perMilliseconds: 7 * 86_400_000 }],
      quietHours: {
        from: { hour: 21, minute: 0 },
        to: { hour: 9, minute: 30 },
        channels: ['push', 'sms'],
      },
      control: 0.05,
    });
  });

  it('given suppressions, then they see all history, and each draws its shares by itself', async () => {
    const rules = await permission(`suppress:
  - name: just bought
    when: { all: [{ event: A, within: 7 days }, { random: 50% }] }
    purposes: [marketing]
    except: [ties]
  - name: bought a suit
    when: everyone
    topics: [suits]
`);
    expect(rules?.suppress).toMatchObject([
      {
        name: 'just bought',
        when: { of: [{ label: 'A' }, { share: 0.5, salt: 'playbook.suppress.just bought' }] },
        purposes: ['marketing'],
        except: ['ties'],
      },
      { name: 'bought a suit', when: { kind: 'everyone' }, topics: ['suits'] },
    ]);
    expect(rules?.suppress[0]).not.toHaveProperty('when.of.0.since');
  });
});
