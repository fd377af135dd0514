import { describe, expect, test } from 'vitest';
import type { Grant } from '../../../local/rights/granted-rights.ts';
import { grantsOf } from '../grants-of.ts';
import type { SynthesizedApp } from '../synthesized-app.ts';

const OUR_ACCOUNT = 'us-east-1:000000000000';

/** Every right on more than one thing, and why nothing narrower can be said. */
const REASONS: readonly (readonly [action: string, pattern: RegExp, reason: string])[] = [
  ['dynamodb:ListStreams', /^\*$/, 'AWS knows no resource type for it; Lambda asks for it'],
  ['sns:CreatePlatformEndpoint', /^\*$/, 'AWS knows no resource type for it'],
  ['s3:GetObject', /playbooks\w+\/(programs|templates)\/\*$/, 'named by versions that are not yet made'],
  ['s3:PutObject', /playbooks\w+\/(programs|templates)\/\*$/, 'named by versions that are not yet made'],
  ['s3:GetObject', /failures\w+\/aws\/lambda\/\*$/, 'Lambda names what it gives up'],
  ['s3:PutObject', /failures\w+\/aws\/lambda\/\*$/, 'Lambda names what it gives up'],
  ['s3:DeleteObject', /(playbooks|failures)\w+\/\*$/, 'a disposable bucket goes with all that is in it'],
  [
    's3:DeleteObjectVersion',
    /(playbooks|failures)\w+\/\*$/,
    'a disposable bucket goes with all that is in it',
  ],
  [
    'sns:ListTopics',
    /^\*$/,
    'AWS knows no resource type for it: it tells names, to who removes its own topics',
  ],
  ['sns:DeleteTopic', /:maitred-other-venue-\*$/, 'venues are in the playbook'],
  ['ses:SendRawEmail', /:identity\/\*$/, 'the sender is in the playbook'],
  ['ses:SendRawEmail', /:configuration-set\/\*$/, 'the sender’s default, which is chosen outside of Maitred'],
  ['sns:CreateTopic', /:maitred-(test|other)-venue-\*$/, 'venues are in the playbook'],
  ['sns:Publish', /:maitred-(test|other)-venue-\*$/, 'venues are in the playbook'],
  ['sns:Publish', /:endpoint\/\*$/, 'endpoints are guests’ devices'],
  [
    'sns:Publish',
    /^all but arn:aws:sns:\*:\*:\*$/,
    'a phone number has no ARN; whatever has one is left out',
  ],
  [
    'ssm:GetParameter',
    /:parameter\/maitred\/\* of (test|other)$/,
    'named in the playbook; the tag says whose they are',
  ],
  ['logs:CreateLogStream', /:log-group:\S+Log\w+:\*$/, 'the streams of the function’s own log'],
  ['logs:PutLogEvents', /:log-group:\S+Log\w+:\*$/, 'the streams of the function’s own log'],
];

function describeResource({ resource, isExclusion, resourceTags }: Grant): string {
  const stage = resourceTags?.['maitred-stage'];
  return `${isExclusion ? 'all but ' : ''}${resource}${stage === undefined ? '' : ` of ${stage}`}`;
}

/** No right reaches further than it says why. */
export function describeWildcards(...apps: readonly SynthesizedApp[]): void {
  const wide = apps.flatMap(grantsOf).filter(({ resource }) => resource.includes('*'));

  describe('rights on more than one thing', () => {
    test('are those that have a written reason', () => {
      const unexplained = wide.filter(
        (grant) =>
          !REASONS.some(
            ([action, pattern]) => action === grant.action && pattern.test(describeResource(grant)),
          ),
      );
      expect(unexplained).toEqual([]);
    });

    test.each(REASONS)('%s on %s: %s', (action, pattern) => {
      const found = wide.filter((grant) => grant.action === action && pattern.test(describeResource(grant)));

      expect(found).not.toEqual([]);
    });

    test('stay in this account and region', () => {
      const abroad = wide
        .filter(({ resource, isExclusion }) => resource !== '*' && !isExclusion)
        .map(({ resource }) => resource)
        .filter(
          (resource) => !resource.includes(`:${OUR_ACCOUNT}:`) && !resource.startsWith('arn:aws:s3:::m'),
        );

      expect(abroad).toEqual([]);
    });
  });
}
