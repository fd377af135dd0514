import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compilePlaybookFolder, deployPlaybook } from '../../local/boot/deploy-playbook.ts';
import { type LocalStack, startLocalStack } from '../support/local-stack.ts';

const HOUSE = `name: Our House
timezone: UTC
consent: { marketing: opt-out, sms: opt-out }
channels: { sms: { senderId: House } }
`;
const SEGMENT = 'when: { trait: news, is: true }\n';
const WELCOME = 'trigger: { segment: news }\nsteps: [{ send: { channel: sms, text: welcome } }]\n';

describe('given functions that hold a playbook, and a newer one that was deployed a moment ago', () => {
  let folder: string;
  let stack: LocalStack;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maitred-'));
    write({ 'playbook.yaml': HOUSE });
    stack = await startLocalStack({ playbook: folder });
    await identify('guest-1', {});
    write({ 'segments/news.yaml': SEGMENT, 'campaigns/welcome.yaml': WELCOME });
    await deployPlaybook(stack.url, await compilePlaybookFolder(folder));
  });
  afterEach(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  async function identify(userId: string, traits: Readonly<Record<string, unknown>>): Promise<void> {
    await stack.post('/v1/identify', { messageId: userId, userId, traits }, 'local-browser');
    await stack.settle();
  }

  it('when somebody new comes, then they are in its segments and campaigns at once', async () => {
    await identify('guest-2', { news: true, phone: '+4915112345678' });
    const guest = await stack.get('/v1/profiles?id=userId:guest-2', 'local-admin');
    expect(guest).toMatchObject({ segments: { news: {} } });
    expect(await stack.outbox('sms')).toHaveLength(1);
  });
});
