import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';

const PAGE_SCRIPT = `
  import { AnalyticsBrowser } from '@segment/analytics-next';
  window.analytics = AnalyticsBrowser.load({ writeKey: 'local-browser', cdnURL: window.collector });
`;

/** Bundles the unchanged SDK and serves it on a page whose origin is not the collector's. */
async function servePage(collector: string): Promise<{ server: Server; url: string }> {
  const bundle = await build({
    stdin: { contents: PAGE_SCRIPT, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript
        ? script
        : `<title>Suites</title><script>window.collector = '${collector}'</script><script src="/page.js"></script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** The unchanged SDK of Segment for pages, in a real browser, across origins. */
describe('@segment/analytics-next', () => {
  let house: House;
  let browser: Browser;
  let page: { server: Server; url: string };
  beforeAll(async () => {
    house = await openHouse({ playbook: 'playbooks/hotel' });
    page = await servePage(house.url);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    page?.server.close();
    await house?.close();
  });

  it('given only writeKey and cdnURL, when a visitor browses and logs in, then there is one profile with both', async () => {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(error.message));
    await tab.goto(page.url);
    const anonymousId = await tab.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the SDK hangs itself on the page's window
      const { analytics } = globalThis as any;
      await analytics.page('Suites');
      await analytics.track('Room Viewed', { room: 'Suite' });
      await analytics.identify('john', { email: 'john@example.com' });
      const user = await analytics.user();
      return user.anonymousId() as string;
    });
    await expect
      .poll(async () => (await house.profile('userId:john', 'events'))?.events.length, { timeout: 15_000 })
      .toBe(3);

    const profile = await house.profile(`anonymousId:${anonymousId}`, 'events');
    expect(profile?.events.map((event) => event.event ?? event.type).sort()).toEqual([
      'Page Viewed',
      'Room Viewed',
      'identify',
    ]);
    expect(problems).toEqual([]);
  });
});
