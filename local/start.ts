import { playbookFolder } from './boot/deploy-playbook.ts';
import { StartError } from './boot/start-error.ts';
import { stopWithParent } from './boot/stop-with-parent.ts';
import { startLocal } from './start-local.ts';
import { UnknownTemplatePart } from './template/template.ts';

// `npm start`: the whole system on this machine, until Ctrl-C.

process.env.TZ = 'UTC'; // as in Lambda
process.removeAllListeners('warning'); // node:sqlite says at each start that it is young

const { PORT, HOST, PLAYBOOK, DATA_DIR, LOCAL_PARAMETERS, LOCAL_LOG, npm_lifecycle_event } = process.env;
const DEFAULT_PORT = 8787;

function readPort(text: string | undefined): number {
  const port = text === undefined || text === '' ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError(`PORT ${text} is no port: use 0 to 65535.`);
  return port;
}

let stop = (): void => process.exit(1);
if (npm_lifecycle_event === 'start') stopWithParent(() => stop());

try {
  const stack = await startLocal({
    port: readPort(PORT),
    playbook: playbookFolder(PLAYBOOK || 'playbooks/hotel'),
    keepsActivePlaybook: !PLAYBOOK,
    ...(HOST ? { host: HOST } : {}),
    ...(DATA_DIR ? { dataDir: DATA_DIR } : {}),
    ...(LOCAL_PARAMETERS ? { parameters: LOCAL_PARAMETERS } : {}),
    log: LOCAL_LOG === 'all' || LOCAL_LOG === 'none' ? LOCAL_LOG : 'problems',
    say: (line) => process.stderr.write(`${line}\n`),
  });
  stop = () => void stack.stop().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Maitred is ready: ${stack.url}`);
} catch (error) {
  const isExplained = error instanceof StartError || error instanceof UnknownTemplatePart;
  console.error(isExplained ? error.message : error);
  process.exit(1);
}
