import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The one logger. Log ids of records, codes and counts; never payloads, identifiers of people or keys:
 * logs are kept where nobody can erase one person.
 */
export const logger = new Logger({ serviceName: 'maitred' });
