import type { ApiClient } from '../api-client.ts';
import { type ReportAnswer, reportLines } from '../report-lines.ts';
import type { Terminal } from '../terminal.ts';

/** `maitred report <campaign>`: a campaign in numbers. */
export async function showReport(
  { terminal, api }: { readonly terminal: Terminal; readonly api: ApiClient },
  campaign: string,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const path = `/v1/campaigns/${encodeURIComponent(campaign)}/report`;
  const report = await api.call<ReportAnswer>('GET', path);
  if (json) terminal.out(JSON.stringify(report, undefined, 2));
  else for (const line of reportLines(terminal, report)) terminal.out(line);
}
