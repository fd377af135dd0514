/** The stage that runs on a developer's machine. */
const LOCAL_STAGE = 'local';

/**
 * Tells whether a function runs on a developer's machine. The stage's name alone is no proof, since anybody may name a stage
 * of a real account so: AWS itself must be played by this machine too.
 */
export function isDevelopersMachine(stage: string, awsEndpointUrl: string | undefined): boolean {
  const host = URL.parse(awsEndpointUrl ?? '')?.hostname ?? '';
  return stage === LOCAL_STAGE && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}
