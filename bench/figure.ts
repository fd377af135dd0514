/** One thing that was measured. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly unit: string;
  /** What it must not exceed. */
  readonly limit?: number;
  /** The same measured of somebody else, or what they are known for. */
  readonly peer?: number;
  /** What a reader must know: sizes, names, how the peer is called. */
  readonly note?: string;
}

/** Measures something; slow, and free to start and stop servers. */
export type Measurement = () => Promise<readonly Figure[]>;

/** One figure as one line of JSON: `{ name, ours, peer or limit, ratio, unit }`, and a note where there is one. */
export function toJsonLine(figure: Figure): string {
  const { name, unit, limit, peer, note } = figure;
  return JSON.stringify({
    name,
    ours: round(figure.ours),
    ...(limit === undefined ? {} : { limit }),
    ...(peer === undefined ? {} : { peer: round(peer) }),
    ratio: ratioOf(figure),
    unit,
    ...(note === undefined ? {} : { note }),
  });
}

const HEADINGS = ['', 'name', 'ours', 'limit or peer', 'ratio', 'unit'];
const NUMERIC_COLUMNS = new Set([2, 4]);

/** Figures as an aligned table: ✓ within its limit, ✗ over it; notes stand below. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return NUMERIC_COLUMNS.has(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  return [...rows.map(lineOf), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { name, ours, unit, limit, peer } = figure;
  const mark = limit === undefined ? ' ' : ours <= limit ? '✓' : '✗';
  const against = limit !== undefined ? `≤ ${limit}` : peer !== undefined ? `peer ${round(peer)}` : '';
  const ratio = ratioOf(figure);
  return [mark, name, String(round(ours)), against, ratio === null ? '' : ratio.toFixed(2), unit];
}

/** Ours by the peer's or the limit; null where there is neither, or the aim is zero. */
function ratioOf({ ours, limit, peer }: Figure): number | null {
  const other = limit ?? peer;
  return other === undefined || other === 0 ? null : Math.round((ours / other) * 1000) / 1000;
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000;
}
