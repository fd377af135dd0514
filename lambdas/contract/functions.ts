/** The functions of every deployment, by the name of their file in lambdas/handlers. */
export const FUNCTIONS = [
  'collect',
  'resolve',
  'refold',
  'redrive',
  'announce',
  'campaign',
  'wake',
  'due',
  'email',
  'sms',
  'push',
  'webhook',
  'staff',
  'profiles',
  'consent',
  'keys',
  'playbook',
  'openapi',
  'not-yet',
] as const;

/** Beside them, where a deployment is disposable. */
export const DISPOSABLE_FUNCTIONS = ['clear'] as const;

export type FunctionName = (typeof FUNCTIONS)[number] | (typeof DISPOSABLE_FUNCTIONS)[number];
