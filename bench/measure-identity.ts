import { sumOf } from '../local/cost/price-parts.ts';
import { LINKS_A_ROUND, measureLinking } from './cost/measure-linking.ts';
import { priceOfPath } from './cost/price-path.ts';
import type { Figure } from './figure.ts';
import { measureImport } from './identity/measure-import.ts';
import { measureMerges } from './identity/measure-merges.ts';

/** What it takes to know that two are one. */
export async function measureIdentity(): Promise<readonly Figure[]> {
  return [...(await measureMerges()), ...(await linkingFigures()), ...(await measureImport())];
}

/** Events of which some link, beside events of the same guests of which none does. */
async function linkingFigures(): Promise<readonly Figure[]> {
  const { linking, plain } = await measureLinking();
  const pricesOf = (path: typeof linking) => priceOfPath(path, { withHttp: false, withLogs: true });
  const [dear, cheap] = [pricesOf(linking), pricesOf(plain)];
  const parts = Object.entries(dear).map(
    ([name, dollars]) => `${name} ${dollars.toFixed(3)} (${(cheap[name] ?? 0).toFixed(3)})`,
  );
  return [
    {
      name: `events of which ${LINKS_A_ROUND} % make two people one, without the HTTP request`,
      ours: sumOf(dear),
      peer: sumOf(cheap),
      unit: 'USD/million events',
      note: `${parts.join(', ')}; in brackets and peer: 0 %, the same guests; what announce's invocations take is not in it`,
    },
    {
      name: '  write units',
      ours: linking.writeUnits,
      peer: plain.writeUnits,
      unit: 'units/event',
    },
    { name: '  read units', ours: linking.readUnits, peer: plain.readUnits, unit: 'units/event' },
    { name: '  bus entries', ours: linking.busEntries, peer: plain.busEntries, unit: 'entries/event' },
  ];
}
