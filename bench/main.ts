import { type Measurement, toJsonLine, toTable } from './figure.ts';
import { muteOutput } from './muted-output.ts';

// `npm run bench`: measures, prints, judges nothing. `-- --json` for one object a line, `-- units calls` for some of them.

process.env.TZ = 'UTC'; // as in Lambda
process.removeAllListeners('warning'); // node:sqlite says at each start that it is young

const MEASUREMENTS: Readonly<Record<string, () => Promise<Measurement>>> = {
  bundles: async () => (await import('./measure-bundles.ts')).measureBundles,
  start: async () => (await import('./measure-start.ts')).measureStart,
  units: async () => (await import('./measure-units.ts')).measureUnits,
  cost: async () => (await import('./measure-cost.ts')).measureCost,
  calls: async () => (await import('./measure-calls.ts')).measureCalls,
  latency: async () => (await import('./measure-latency.ts')).measureLatency,
  identity: async () => (await import('./measure-identity.ts')).measureIdentity,
  segments: async () => (await import('./measure-segments.ts')).measureSegments,
  journeys: async () => (await import('./measure-journeys.ts')).measureJourneys,
  simulate: async () => (await import('./measure-simulate.ts')).measureSimulate,
  throughput: async () => (await import('./measure-throughput.ts')).measureThroughput,
};

const words = process.argv.slice(2).filter((word) => word !== '--json');
const isJson = process.argv.includes('--json');
const unknown = words.filter((word) => !Object.hasOwn(MEASUREMENTS, word));
if (unknown.length > 0) {
  console.error(
    `There is no measurement ${unknown.join(', ')}: use ${Object.keys(MEASUREMENTS).join(', ')}.`,
  );
  process.exit(2);
}

for (const [name, load] of Object.entries(MEASUREMENTS)) {
  if (words.length > 0 && !words.includes(name)) continue;
  const measure = await load();
  const unmute = muteOutput();
  const figures = await measure().finally(unmute);
  if (isJson) for (const figure of figures) console.log(toJsonLine(figure));
  else console.log(`${name}\n\n${toTable(figures)}\n`);
}
process.exit(0); // kept-alive connections would hold it for a while
