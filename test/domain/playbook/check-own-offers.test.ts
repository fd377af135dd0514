import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../cli/compile-folder.ts';

async function problemsOf(trigger: string, steps: string) {
  const playbook = 'name: Inn\ntimezone: Europe/Berlin\nconsent: { marketing: opt-out }';
  const { problems } = await compileFiles([
    { path: 'playbook.yaml', text: playbook },
    { path: 'campaigns/loop.yaml', text: `trigger: ${trigger}\nsteps: ${steps}` },
  ]);
  return problems.map(({ file, line, message }) => ({ file, line, message }));
}

const MESSAGE = 'the campaign grants `gift` itself, and that would begin it again, without end';

describe('a campaign that is triggered by what it grants', () => {
  it.each([
    ['any offer', '{ event: Offer Granted }', '[{ grant: gift }]'],
    ['that offer', '{ event: Offer Granted, where: { offer: gift } }', '[{ grant: gift }]'],
    ['one of several triggers', '[{ event: Asked }, { event: Offer Granted }]', '[{ grant: gift }]'],
    ['any event', '{ event: any }', '[{ grant: gift }]'],
    [
      'a step within steps',
      '{ event: Offer Granted }',
      '[{ branch: [{ if: { event: Asked }, steps: [{ grant: gift }] }] }]',
    ],
  ])('given %s, then it is refused', async (_, trigger, steps) => {
    expect(await problemsOf(trigger, steps)).toEqual([
      { file: 'campaigns/loop.yaml', line: 1, message: MESSAGE },
    ]);
  });

  it.each([
    ['another offer', '{ event: Offer Granted, where: { offer: tea } }'],
    ['those of others', '{ event: Offer Granted, where: { campaign: { isNot: loop } } }'],
    ['another event', '{ event: Asked }'],
  ])('given %s, then it is not', async (_, trigger) => {
    expect(await problemsOf(trigger, '[{ grant: gift }]')).toEqual([]);
  });
});
