/** Every function, by the name of its file in lambdas/handlers. */
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
export type FunctionName = (typeof FUNCTIONS)[number];
