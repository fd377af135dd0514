/** The functions of every deployment, by the name of their file in lambdas/handlers. */
export const FUNCTIONS = [
  'collect',
  'resolve',
  'refold',
  'redrive',
  'announce',
  'members',
  'statistics',
  'campaign',
  'wake',
  'due',
  'email',
  'sms',
  'push',
  'webhook',
  'staff',
  'profiles',
  'segments',
  'report',
  'lists',
  'consent',
  'keys',
  'playbook',
  'plan',
  'backfill',
  'split',
  'rebuild',
  'openapi',
  'not-yet',
  'not-found',
] as const;

/** Beside them, where a deployment is disposable. */
export const DISPOSABLE_FUNCTIONS = ['clear'] as const;

/** Beside them, where a playbook is deployed with the stack. */
export const STACK_PLAYBOOK_FUNCTIONS = ['stack-playbook'] as const;

/** All that there may be. */
export const ALL_FUNCTIONS = [...FUNCTIONS, ...DISPOSABLE_FUNCTIONS, ...STACK_PLAYBOOK_FUNCTIONS] as const;

export type FunctionName = (typeof ALL_FUNCTIONS)[number];
