import type { CaseRates } from './case-rates.ts';

const WIDTH = 40;
const COLUMNS = 2;

/** The table of what was met in how many of a hundred cases, the rarest first. */
export function tellRates(rates: CaseRates): string {
  const cells = rates
    .table()
    .map(([name, percent]) => `${percent.toFixed(2).padStart(6)} % ${name.padEnd(WIDTH)}`);
  const rows = Math.ceil(cells.length / COLUMNS);
  const lines = Array.from({ length: rows }, (_, row) =>
    cells
      .filter((_cell, index) => index % rows === row)
      .join('')
      .trimEnd(),
  );
  return `${[`${rates.cases.toLocaleString('en')} cases; met in so many of a hundred:`, ...lines].join('\n')}\n`;
}
