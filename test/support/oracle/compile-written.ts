import { checkReferences } from '../../../domain/playbook/check/check-references.ts';
import { compilePlaybook } from '../../../domain/playbook/compile-playbook.ts';
import { loadPlaybook } from '../../../domain/playbook/load-playbook.ts';
import type { PlaybookFile } from '../../../domain/playbook/playbook-source.ts';
import type { Problem } from '../../../domain/playbook/problem/problem.ts';
import { type ActiveProgram, activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { WrittenPlaybook } from './written.ts';

export type Compiled =
  | { readonly kind: 'program'; readonly active: ActiveProgram }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

const STEPS = [{ send: { channel: 'sms', text: 'Hello' } }];

/** Loads, checks and compiles a playbook as `deploy` does. */
export function compileWritten(written: WrittenPlaybook): Compiled {
  const { source, declared, problems } = loadPlaybook(filesOf(written));
  if (source === undefined || problems.length > 0) return { kind: 'refused', problems };
  const found = checkReferences(source, declared).filter(isOfCondition);
  if (found.length > 0) return { kind: 'refused', problems: found };
  return { kind: 'program', active: activateProgram({ ...compilePlaybook(source, {}), ordinal: 1 }) };
}

/** What is said of a condition as a whole is about the journey that it begins or ends: here each is asked by itself. */
function isOfCondition({ path, file, isWarning }: Problem): boolean {
  return isWarning !== true && !(file.startsWith('campaigns/') && path.length === 1);
}

function filesOf({ settings, segments, traits, campaigns }: WrittenPlaybook): PlaybookFile[] {
  const file = (path: string, data: unknown): PlaybookFile => ({ path, text: '', data });
  const all = (folder: string, files: Readonly<Record<string, object>>, more = {}) =>
    Object.entries(files).map(([id, data]) => file(`${folder}/${id}.yaml`, { ...data, ...more }));
  return [
    file('playbook.yaml', settings),
    ...all('segments', segments),
    ...all('traits', traits),
    ...all('campaigns', campaigns, { trigger: { event: 'Nothing Like It' }, steps: STEPS }),
  ];
}
