import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import { isInControl, isToBeHeldOut } from '../../../../domain/campaign/journey/measured-groups.ts';
import { drawArm } from '../../../../domain/campaign/step/draw-arm.ts';
import { isDrawnSo, namedDraws } from '../../../../domain/campaign/step/named-draws.ts';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';
import { evaluateSegments } from '../../../../domain/segment/evaluate-segments.ts';
import { compiled } from '../../../support/a-folder.ts';
import { aProfile } from '../../../support/a-profile.ts';

const SEEDS = Array.from({ length: 200 }, (_, index) => `profile-${index}`);
const SPLIT = '  - split: [{ weight: 1, steps: [] }, { weight: 3, steps: [] }]\n';

async function draws(steps: string, holdout = '') {
  const { program } = await compiled({
    'playbook.yaml':
      'name: Inn\ntimezone: UTC\ncontrol: 30%\nchannels: { email: { from: A <a@example.com> } }\n',
    'campaigns/ask.yaml': `trigger: { event: Asked }\nsteps:\n${steps}${holdout}`,
  });
  return { program, named: namedDraws(program) };
}

describe('the draws of a playbook', () => {
  it('given a control group, a holdout and a split, then each has its name', async () => {
    const { named } = await draws(SPLIT, 'holdout: 10%\n');
    expect([...named.keys()]).toEqual(['control', 'ask.holdout', 'ask.split']);
  });

  it('given several splits of a campaign, then they are counted', async () => {
    const { named } = await draws(SPLIT + SPLIT);
    expect([...named.keys()]).toEqual(['control', 'ask.split.1', 'ask.split.2']);
  });

  it('given random shares, then each file has its name, and several shares of one are counted', async () => {
    const { program } = await compiled({
      'playbook.yaml':
        'name: Inn\ntimezone: UTC\nsuppress: [{ name: one in ten, when: { random: 10% } }]\nchannels: { email: { from: A <a@example.com> } }\n',
      'segments/beta.yaml': 'when: { all: [{ identifier: email }, { random: 20% }] }\n',
      'segments/gamma.yaml': 'when: { any: [{ random: 20% }, { not: { random: 50% } }, { random: 20% }] }\n',
      'campaigns/ask.yaml': 'trigger: { event: Asked }\nif: { random: 30% }\nsteps: [{ wait: 1 day }]\n',
    });
    const named = namedDraws(program);
    expect([...named.keys()]).toEqual([
      'beta.random',
      'gamma.random.1',
      'gamma.random.2',
      'ask.random',
      'suppress.one in ten.random',
    ]);
    const active = activateProgram(program);
    const beta = named.get('beta.random');
    for (const seed of SEEDS) {
      const identifiers = { 'email#john@example.com': { sealed: 0, floor: 0, keys: {} } };
      const { segments } = evaluateSegments(active, aProfile({ seed, identifiers }), 0, 'all');
      expect(beta && isDrawnSo(beta, 'in', seed)).toBe((segments.beta?.since ?? null) !== null);
    }
  });

  it('given neither a control group nor a holdout, then there is nothing to draw', async () => {
    const { program } = await draws(SPLIT);
    const { permission: _permission, ...without } = program;
    expect([...namedDraws(without).keys()]).toEqual(['ask.split']);
  });

  it('given a share, then everybody is either in or out, and out where their place is the share itself', () => {
    const draw = (share: number) => ({ kind: 'share', salt: 'control', share }) as const;
    const place = stableShare('profile-1', 'control');
    const drawn = (share: number) =>
      ['in', 'out'].map((so) => isDrawnSo(draw(share), so as 'in' | 'out', 'profile-1'));
    expect(drawn(place)).toEqual([false, true]);
    expect(drawn(place + 1e-9)).toEqual([true, false]);
  });

  it('given any seed, then it draws as campaigns do', async () => {
    const { program, named } = await draws(SPLIT + SPLIT, 'holdout: 20%\n');
    const { ask } = program.campaigns;
    const second = ask?.steps.filter((step) => step.kind === 'split')[1];
    if (ask === undefined || second === undefined) throw new Error('there is no split');
    for (const seed of SEEDS) {
      const guest = { seed, contacts: NO_CONTACTS };
      const drawn = (name: string, so: 'in' | number) => {
        const draw = named.get(name);
        return draw !== undefined && isDrawnSo(draw, so, seed);
      };
      expect(drawn('control', 'in')).toBe(isInControl(program, guest));
      expect(drawn('ask.holdout', 'in')).toBe(isToBeHeldOut(ask, guest));
      expect(drawn('ask.split.2', 2)).toBe(drawArm(seed, second) === 1);
    }
  });
});
