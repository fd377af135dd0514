import { storagePrice, sumOf } from '../local/cost/price-parts.ts';
import { priceIdleMonth } from './cost/idle-month.ts';
import { DOUBLED, type TimeModel } from './cost/lambda-time.ts';
import { type MeasuredEvents, type MeasuredPath, measureEvents } from './cost/measure-events.ts';
import { measureJourney } from './cost/measure-journey.ts';
import { type MessagePrice, measureMessages } from './cost/measure-messages.ts';
import { type Billed, priceOfPath } from './cost/price-path.ts';
import type { Figure } from './figure.ts';

const MILLION = 1_000_000;
const DOLLARS = 'USD/million events';
/** By the floor. */
const AIM = 1.15;
const WRITE_UNITS_AIM = 1.6;

const PLAIN: Billed = { withHttp: false, withLogs: true };
const WITH_HTTP: Billed = { withHttp: true, withLogs: true };
/** The floor writes no log. */
const BARE: Billed = { withHttp: false, withLogs: false };

type Parts = Readonly<Record<string, number>>;

/** What events, messages, journeys and nothing at all would cost on AWS; events beside the least that storing and folding them can. */
export async function measureCost(): Promise<readonly Figure[]> {
  const events = eventFigures(await measureEvents());
  const messages = (await measureMessages()).map(messageFigure);
  const journey = journeyFigure(await measureJourney());
  return [...events, ...messages, journey, idleFigure(await priceIdleMonth())];
}

function eventFigures({ full, quiet, single, alone, floor }: MeasuredEvents): Figure[] {
  const least = sumOf(priceOfPath(floor, BARE));
  const price = eventFigure('events: 4 a guest a batch, 1 KiB, without the HTTP request', full, PLAIN);
  return [
    { ...price, peer: least },
    { name: '  by the floor', ours: price.ours / least, limit: AIM, unit: 'times', note: workOf(full) },
    eventFigure('  the floor', floor, BARE, workOf(floor)),
    { name: '  write units', ours: full.writeUnits, limit: WRITE_UNITS_AIM, unit: 'units/event' },
    eventFigure('  with the HTTP request', full, WITH_HTTP),
    eventFigure('  everything twice as slow', full, PLAIN, workOf(full), DOUBLED),
    eventFigure('  each guest a batch, with the HTTP request', quiet, WITH_HTTP, workOf(quiet)),
    eventFigure('  each event a request, with the HTTP request', single, WITH_HTTP, workOf(single)),
    eventFigure('  each event a request and a batch, with the HTTP request', alone, WITH_HTTP, workOf(alone)),
    {
      name: '  a month of what they leave in the tables',
      ours: storagePrice(full.storedBytes * MILLION),
      unit: DOLLARS,
      note: `${Math.round(full.storedBytes)} bytes an event, with point-in-time recovery`,
    },
  ];
}

function eventFigure(
  name: string,
  path: MeasuredPath,
  billed: Billed,
  more?: string,
  model?: TimeModel,
): Figure {
  const parts = priceOfPath(path, billed, model);
  const note = [notesOf(parts), ...(more === undefined ? [] : [more])].join('; ');
  return { name, ours: sumOf(parts), unit: DOLLARS, note };
}

function messageFigure({ channel, way, provider }: MessagePrice): Figure {
  return {
    name: `messages: ${channel}`,
    ours: sumOf(way) + provider,
    unit: 'USD/thousand messages',
    note: `provider ${provider.toFixed(4)}; the way to it ${sumOf(way).toFixed(4)}: ${notesOf(way, 4)}`,
  };
}

const journeyFigure = (parts: Parts): Figure => ({
  name: 'journeys with one wait and one mail, without the provider',
  ours: sumOf(parts),
  unit: 'USD/thousand journeys',
  note: notesOf(parts, 4),
});

const idleFigure = (parts: Parts): Figure => ({
  name: 'a stage to which nothing comes',
  ours: sumOf(parts),
  unit: 'USD/month',
  note: notesOf(parts, 2),
});

function notesOf(parts: Parts, digits = 3): string {
  const said = Object.entries(parts).map(([name, dollars]) => [name, dollars.toFixed(digits)] as const);
  return said
    .filter(([, dollars]) => Number(dollars) !== 0)
    .map(([name, dollars]) => `${name} ${dollars}`)
    .join(', ');
}

function workOf({ work: { collect, resolve } }: MeasuredPath): string {
  const say = (name: string, { processorMilliseconds, steps, logBytes }: typeof collect) =>
    `${name} ${processorMilliseconds.toFixed(1)} ms of a processor, ${steps} steps, ${Math.round(logBytes)} bytes of log`;
  return `${say('collect', collect)}; ${say('resolve', resolve)}`;
}
