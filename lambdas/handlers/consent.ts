import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AWS_CLIENT } from '../adapters/aws-client.ts';
import { createDocumentClient } from '../adapters/dynamodb-client.ts';
import { createEventStore } from '../adapters/event-store.ts';
import { createProfileStore } from '../adapters/profile-store.ts';
import { createProgramStore } from '../adapters/program-store.ts';
import { createSecretStore } from '../adapters/secret-store.ts';
import { ENVIRONMENT } from '../contract/environment-variables.ts';
import { createHttpHandler, type HttpHandler } from '../runtime/http-handler.ts';
import type { AuthorisedRequest, HttpRequest, HttpResponse } from '../runtime/http-message.ts';
import type { KeyChecks } from '../runtime/key-checks.ts';
import { createMetricsWriter } from '../runtime/metrics-writer.ts';
import { requireEnvironment } from '../runtime/require-environment.ts';
import { type RecordConsentDependencies, recordConsent } from './flows/record-consent.ts';
import { readChoices, readClaim, type UnsubscribeDependencies, unsubscribe } from './flows/unsubscribe.ts';
import { type Choices, choicesPage, unknownPage } from './flows/unsubscribe-page.ts';
import { wireKeyChecks } from './flows/wire-key-checks.ts';

/** A page that nobody frames, keeps or learns the address of. */
const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** What mailboxes post, and no page of ours does. */
const ONE_CLICK = 'List-Unsubscribe';

export type ConsentDependencies = RecordConsentDependencies & UnsubscribeDependencies & KeyChecks;

/** Choices: recorded by an app, or withdrawn by the link in a message. */
export function createConsent(dependencies: ConsentDependencies): HttpHandler {
  return createHttpHandler({
    keys: dependencies,
    routes: {
      'POST /v1/consent': {
        scopes: ['collect', 'profiles'],
        takesKeyInBody: true,
        handle: (request: AuthorisedRequest) => record(dependencies, request),
      },
      'GET /v1/unsubscribe/{token}': { scopes: 'public', handle: (request) => ask(dependencies, request) },
      'POST /v1/unsubscribe/{token}': {
        scopes: 'public',
        body: 'form',
        handle: (request) => withdraw(dependencies, request),
      },
    },
  });
}

async function record(
  dependencies: ConsentDependencies,
  { key, body, requestId }: AuthorisedRequest,
): Promise<HttpResponse> {
  const recorded = await recordConsent(dependencies, key, body, requestId);
  return { status: 200, body: { success: true, recorded } };
}

async function ask(dependencies: ConsentDependencies, { parameters }: HttpRequest): Promise<HttpResponse> {
  const claim = await readClaim(dependencies, parameters.token);
  if (claim === undefined) return answerUnknown(dependencies);
  return answerPage(choicesPage(await readChoices(dependencies, claim)));
}

/** One click (RFC 8058), the page's own button and whatever is no form of ours withdraw the purpose. */
async function withdraw(
  dependencies: ConsentDependencies,
  { parameters, form, requestId }: HttpRequest,
): Promise<HttpResponse> {
  const claim = await readClaim(dependencies, parameters.token);
  if (claim === undefined) return answerUnknown(dependencies);
  const choices = await readChoices(dependencies, claim);
  const topic = form?.has(ONE_CLICK) === true ? undefined : (form?.get('topic') ?? undefined);
  // The campaign may have changed since the page was read.
  if (topic !== undefined && !choices.topics.includes(topic)) return answerPage(choicesPage(choices));
  await unsubscribe(dependencies, claim, topic, requestId);
  return answerPage(choicesPage(withChoice(choices, topic)));
}

/** It is not folded yet. */
function withChoice(choices: Choices, topic: string | undefined): Choices {
  if (topic === undefined) return { ...choices, isWithdrawn: true };
  const isRefused = (each: string) => each === topic || choices.refused.includes(each);
  return { ...choices, refused: choices.topics.filter(isRefused) };
}

async function answerUnknown({ playbook }: ConsentDependencies): Promise<HttpResponse> {
  const { program } = await playbook.active();
  return { ...answerPage(unknownPage(program.name)), status: 404 };
}

function answerPage(html: string): HttpResponse {
  return { status: 200, html, headers: PAGE_HEADERS };
}

let wired: HttpHandler | undefined;

/** Lambda's entry. */
export const handler: HttpHandler = (event, context) => {
  wired ??= wire();
  return wired(event, context);
};

function wire(): HttpHandler {
  const client = createDocumentClient();
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  const secrets = createSecretStore({ secretsManager: new SecretsManagerClient(AWS_CLIENT) });
  const linkSecretArn = requireEnvironment(ENVIRONMENT.linkSecretArn);
  return createConsent({
    ...wireKeyChecks(client, createMetricsWriter(requireEnvironment(ENVIRONMENT.stage))),
    events: createEventStore({ client, eventsTable: requireEnvironment(ENVIRONMENT.eventsTable) }),
    playbook: createProgramStore({
      documentClient: client,
      configTable,
      bucket: requireEnvironment(ENVIRONMENT.playbooksBucket),
    }),
    profiles: createProfileStore({
      client,
      profilesTable: requireEnvironment(ENVIRONMENT.profilesTable),
      identitiesTable: requireEnvironment(ENVIRONMENT.identitiesTable),
    }),
    linkSecret: () => secrets.secret(linkSecretArn),
    clock: () => Date.now(),
  });
}
