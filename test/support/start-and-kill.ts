import { startLocal } from '../../local/start-local.ts';

// As local/start.ts, but dies before the functions' n-th AWS call.

process.env.TZ = 'UTC';
const killAtCall = Number(process.argv[2]);
const { PLAYBOOK = '', DATA_DIR = '' } = process.env;
let calls = 0;
let isReady = false;

const stack = await startLocal({
  port: 0,
  playbook: PLAYBOOK,
  dataDir: DATA_DIR,
  say: (line) => process.stderr.write(`${line}\n`),
  onAwsCall() {
    calls += isReady ? 1 : 0;
    if (calls === killAtCall) process.kill(process.pid, 'SIGKILL');
    return 'pass';
  },
});
isReady = true;
process.once('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
process.stdout.write(`Maitred is ready: ${stack.url}\n`);
