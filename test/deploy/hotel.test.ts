import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootstrap, deployStage, type Outputs } from './support/cdk.ts';
import { type Emulator, startEmulator } from './support/emulator.ts';

const STAGE = { stage: 'hotel', disposable: true };

describe('a stage that is deployed to an empty account', () => {
  let emulator: Emulator;
  let outputs: Outputs;
  beforeAll(async () => {
    emulator = await startEmulator('hotel');
    await bootstrap(emulator);
    outputs = await deployStage(emulator, STAGE);
  });
  afterAll(async () => emulator?.stop());

  it('given the stacks, when its address is asked for the OpenAPI document, then it answers over TLS', async () => {
    const answer = await fetch(`${outputs['MaitredService-hotel']?.ApiUrl}/openapi.json`);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  });
});
