import type { PermissionRules, Suppression } from '../../campaign/permission-rules.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import { readShare } from '../schema/guest-condition-schemas.ts';
import type { SettingsSource } from '../schema/settings-schema.ts';
import { compileClock } from './compile-clock.ts';
import { compileCondition } from './compile-condition.ts';
import type { PlaybookScope } from './compile-scope.ts';

/** What random shares of suppressions are drawn by, beside their place: no campaign is called so. */
const SALT = 'playbook.suppress';

/** Compiles the house's rules on who may be sent what; undefined where there are none. */
export function compilePermission(
  settings: SettingsSource,
  scope: PlaybookScope,
): PermissionRules | undefined {
  const { suppress = [], caps = [], quietHours, control } = settings;
  if (suppress.length + caps.length === 0 && quietHours === undefined && control === undefined)
    return undefined;
  return {
    suppress: suppress.map((rule) => compileSuppression(rule, scope)),
    caps: caps.map(({ channel, atMost, per }) => ({ channel, atMost, perMilliseconds: milliseconds(per) })),
    ...(quietHours !== undefined && {
      quietHours: {
        from: compileClock(quietHours.from),
        to: compileClock(quietHours.to),
        channels: [...new Set(quietHours.channels)].sort(),
      },
    }),
    ...(control !== undefined && { control: known(readShare(control)) }),
  };
}

type SuppressionSource = NonNullable<SettingsSource['suppress']>[number];

function compileSuppression(source: SuppressionSource, scope: PlaybookScope): Suppression {
  const { name, purposes, topics, except } = source;
  const own = { ...scope, salt: `${SALT}.${name}`, clock: 'history' } as const;
  return {
    name,
    when: compileCondition(source.when, own),
    ...(purposes !== undefined && { purposes }),
    ...(topics !== undefined && { topics }),
    ...(except !== undefined && { except }),
  };
}
