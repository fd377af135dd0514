import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePlaybookFolder, playbookFolder } from '../../../local/boot/deploy-playbook.ts';
import { PROJECT_FOLDER } from '../../../local/boot/synthesize.ts';

describe('the folder that PLAYBOOK names', () => {
  it('given one of the project’s, then it is found from anywhere', () => {
    const here = process.cwd();
    process.chdir('/');
    const found = playbookFolder('playbooks/hotel');
    process.chdir(here);
    expect(found).toBe(join(PROJECT_FOLDER, 'playbooks', 'hotel'));
  });

  it.each(['/nonexistent', 'nonexistent'])(
    'given %s, which is nowhere, then it is named as it was written',
    async (name) => {
      await expect(compilePlaybookFolder(playbookFolder(name))).rejects.toThrow(
        `The playbook ${name} cannot be read: there is no folder ${name}`,
      );
    },
  );
});
