import { createCallRecorder, type Step } from './call-steps.ts';
import type { Figure } from './figure.ts';
import { createPostman, reservationOf, startRunningStack, welcomeOf } from './running-stack.ts';

const LIMIT = 8;
const ATTEMPTS = 5;
/** Every ten seconds a function looks which playbook is active: a run in which one does is not of the path. */
const POINTER_LOOK = 'GetItem Config';
/** Called by the clock, whatever guests do. */
const CALLED_BY_THE_CLOCK: readonly string[] = ['wake', 'due'];

/**
 * Calls to AWS, one after another, from an accepted event to the delivery attempt, for a known guest and warm functions. Calls of
 * one invocation that are under way together are one step.
 */
export async function measureCalls(): Promise<readonly Figure[]> {
  const recorder = createCallRecorder();
  const postman = createPostman();
  let isRecording = false;
  const stack = await startRunningStack('bench/playbook', async (call) => {
    if (isRecording && !CALLED_BY_THE_CLOCK.includes(call.functionName)) await recorder.hold(call);
    postman.saw(call);
  });
  const reserve = async () => {
    const left = postman.next();
    await stack.collect([reservationOf(1)]);
    await left;
  };
  try {
    await stack.collect([welcomeOf(1)]);
    await reserve();
    isRecording = true;
    for (let attempt = 1; ; attempt += 1) {
      await stack.settle();
      recorder.clear();
      await reserve();
      const steps = recorder.steps();
      if (!steps.some(({ calls }) => calls.includes(POINTER_LOOK))) return figuresOf(steps);
      if (attempt === ATTEMPTS) throw new Error('the active playbook was looked for in every run');
    }
  } finally {
    await stack.stop();
  }
}

function figuresOf(steps: readonly Step[]): Figure[] {
  const accepted = steps.filter(({ functionName }) => functionName !== 'collect');
  const attempt = accepted.findIndex(({ calls }) => calls.includes('SendRawEmail'));
  const before = accepted.slice(0, attempt);
  const named = (step: Step) => `${step.functionName} ${step.calls.join(' + ')}`;
  const collect = steps.filter(({ functionName }) => functionName === 'collect').map(named);
  return [
    {
      name: 'sequential AWS calls, accepted event to delivery attempt',
      ours: before.length,
      limit: LIMIT,
      unit: 'calls',
      note: `the attempt itself, ${accepted[attempt]?.calls.join(' + ')}, is one more; before acceptance: ${collect.join(', ')}`,
    },
    ...before.map((step, index) => ({
      name: `  ${index + 1}. ${named(step)}`,
      ours: step.calls.length,
      unit: step.calls.length === 1 ? 'call' : 'calls side by side',
    })),
  ];
}
