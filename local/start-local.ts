import { createDynamoDbCaller } from './aws/dynamodb-caller.ts';
import { createTables } from './boot/create-tables.ts';
import {
  activePlaybook,
  compilePlaybookFolder,
  DEPLOY_PATH,
  deployPlaybook,
} from './boot/deploy-playbook.ts';
import { startDynamoDbLocal } from './boot/dynamodb-local.ts';
import { findJava } from './boot/find-java.ts';
import { lockDataDir } from './boot/lock-data-dir.ts';
import { seedKeys } from './boot/seed-keys.ts';
import { synthesize } from './boot/synthesize.ts';
import { CONTROL_PREFIX, createControlApi } from './control/control-api.ts';
import { createGateway } from './http/gateway.ts';
import type { HttpRequest } from './http/http-event.ts';
import { openHttpFront } from './http/http-front.ts';
import { startQueueServer } from './queues/queue-server.ts';
import { createFindMissingRight } from './rights/find-missing-right.ts';
import { buildContext } from './stack/build-context.ts';
import { createServices, openEndpoint } from './stack/build-stack.ts';
import { createClosers } from './stack/closers.ts';
import { createControls } from './stack/controls.ts';
import { hostOf } from './stack/stack-context.ts';
import type { LocalStack, StartOptions } from './start-options.ts';
import { openStateStore } from './state/state-store.ts';
import { readModel } from './template/read-model.ts';
import { readTemplates } from './template/read-templates.ts';
import { createResourceReader } from './template/resource-reader.ts';

/**
 * Brings up the synthesized template on this machine and deploys the playbook.
 * @throws StartError with a sentence for the person at the keyboard; whatever had started is stopped again
 */
export async function startLocal(options: StartOptions): Promise<LocalStack> {
  const closers = createClosers();
  try {
    return await bringUp(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function bringUp(
  options: StartOptions,
  closers: ReturnType<typeof createClosers>,
): Promise<LocalStack> {
  const { dataDir, say } = options;
  const complain = (line: string) => {
    if (options.log !== 'none') say(line);
  };
  if (dataDir !== undefined) closers.add(lockDataDir(dataDir));
  const front = closers.add(await openHttpFront(options.port, options.host ?? '127.0.0.1'));
  const url = `http://localhost:${front.port}`;
  const playbook = await compilePlaybookFolder(options.playbook);
  const [database, templates] = await Promise.all([
    findJava(say)
      .then((java) => startDynamoDbLocal(java, dataDir))
      .then((started) => closers.add(started)),
    synthesize().then(readTemplates),
  ]);
  const state = openStateStore(dataDir);
  closers.add({ stop: async () => state.close() });
  const queues = closers.add(await startQueueServer(dataDir));
  const invocations = new Map();
  const { endpoint, attach } = await openEndpoint({
    invocations,
    complain,
    onAwsCall: options.onAwsCall ?? (() => 'pass'),
    refused: say,
  });
  closers.add(endpoint);

  const addresses = { awsUrl: endpoint.url, publicUrl: url };
  const model = readModel(templates, addresses);
  const callDynamoDb = createDynamoDbCaller(database.port);
  const context = buildContext({
    model,
    state,
    queues,
    callDynamoDb,
    invocations,
    complain,
    log: options.log ?? 'problems',
  });
  closers.add({
    stop: async () => {
      await Promise.all([...context.hosts.values()].map((host) => host.kill('the system stops')));
    },
  });
  await createTables(callDynamoDb, model.tables);
  queues.create(model.queues, model.buckets);
  await queues.releaseAll();

  const configTable = model.tables.find((table) => table.label === 'Config')?.name ?? '';
  const gateway = createGateway({
    routes: model.routes,
    invoke: (fn, event) => {
      context.ledger.of(fn.name).httpRequests += 1;
      return hostOf(context, fn.functionName).invoke(event);
    },
    clock: context.clock,
    complain,
  });
  const seed = async () => {
    await seedKeys(callDynamoDb, configTable, context.clock.now());
    const active = await activePlaybook(callDynamoDb, configTable);
    if (active !== undefined && options.keepsActivePlaybook === true)
      say(`The playbook of ${active.name} (${active.version}) stays active, as ${dataDir} keeps it.`);
    else if (active?.version !== playbook.version) {
      await deployPlaybook(url, playbook);
      if (active !== undefined)
        say(
          `The playbook of ${active.name} (${active.version}), which ${dataDir} kept, gave way to ${playbook.name}: PLAYBOOK names it. Without PLAYBOOK what was deployed stays.`,
        );
    }
  };
  const controls = createControls(context, seed);
  closers.add(controls);
  attach(
    context,
    createServices(context, database.port, options.parameters, controls.tableWritten),
    createFindMissingRight(createResourceReader(templates, addresses), model.tables),
  );
  const control = createControlApi(controls);
  const serve = (request: HttpRequest) =>
    request.path.startsWith(CONTROL_PREFIX) ? control(request) : gateway(request);
  // Who calls meanwhile waits: nothing is taken in by a playbook that is about to give way.
  const seeded = Promise.withResolvers<void>();
  front.serve(async (request) => {
    if (request.path !== DEPLOY_PATH) await seeded.promise;
    return serve(request);
  });
  await seed();
  await controls.forgetCost();
  seeded.resolve();
  return { url, stop: closers.closeAll };
}
