// What a cold start does, in a process of its own: imports a function and calls it once with an event that asks nothing of it.
// Plain JavaScript, so that nothing but the function is loaded. Prints when it was ready, and what that took.

const [file, counts] = process.argv.slice(2);
const loaded = [];
if (counts === 'count') {
  const { registerHooks } = await import('node:module');
  const { readFileSync } = await import('node:fs');
  registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) loaded.push(readFileSync(new URL(url)).length);
      return next(url, context);
    },
  });
}

/** No record, and a path that is no route: whatever the function is, it is wired and has nothing to do. */
const event = {
  Records: [],
  version: '2.0',
  routeKey: 'GET /nothing',
  rawPath: '/nothing',
  rawQueryString: '',
  headers: {},
  requestContext: { requestId: 'bench', http: { method: 'GET', path: '/nothing' } },
};
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 1_000 };

const { handler } = await import(file);
const answer = handler(event, context);
const milliseconds = performance.now(); // since the process began
const { user, system } = process.cpuUsage();
await Promise.race([answer, new Promise((resolve) => setImmediate(resolve))]); // what could not be wired rejects at once

const report = {
  milliseconds,
  processorMilliseconds: (user + system) / 1000,
  files: loaded.length,
  bytes: loaded.reduce((sum, bytes) => sum + bytes, 0),
};
process.stdout.write(JSON.stringify(report), () => process.exit(0));
