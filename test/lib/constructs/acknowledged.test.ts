import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describe, expect, test, vi } from 'vitest';
import type { MaitredProps } from '../../../lib/maitred.ts';
import { synthesizeApp } from '../synthesized-app.ts';

interface Reason {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

const DEPLOYMENTS: readonly (readonly [kind: string, props: MaitredProps])[] = [
  ['plain', {}],
  ['disposable', { disposable: true }],
  ['with a playbook', { playbook: join(import.meta.dirname, '../../../playbooks/hotel') }],
];

/** Synthesizes with all reasons kept from cdk-nag: they, and what it finds without them. */
function synthesizeWithoutReasons(props: MaitredProps) {
  const reasons: Reason[] = [];
  const of = Validations.of.bind(Validations);
  const spy = vi.spyOn(Validations, 'of').mockImplementation((scope: IConstruct) => {
    const acknowledge: Validations['acknowledge'] = (...rules) => {
      for (const rule of rules) reasons.push({ ...rule, path: scope.node.path });
    };
    return Object.assign(of(scope), { acknowledge });
  });
  try {
    const { findings } = synthesizeApp(props);
    return { reasons, findings };
  } finally {
    spy.mockRestore();
  }
}

describe.each(DEPLOYMENTS)(
  'the reasons why rules do not hold, in a deployment that is %s',
  (_kind, props) => {
    const { reasons, findings } = synthesizeWithoutReasons(props);

    test('are each of something that cdk-nag would find there', () => {
      const idle = reasons.filter(
        ({ id, path }) => !findings.some((finding) => `${finding}/`.startsWith(`${id} at ${path}/`)),
      );

      expect(reasons.length).toBeGreaterThan(100);
      expect(idle.map(({ id, path }) => `${id} at ${path}`)).toEqual([]);
    });

    test('say of functions that CloudFormation calls, and of no others, that its stack tells what is lost', () => {
      const told = reasons
        .filter(({ id, reason }) => id.endsWith('LambdaDLQ') && reason.includes('CloudFormation'))
        .map(({ path }) => path.split('/').at(-1));

      expect(told).toEqual([props.disposable && 'Clear', props.playbook && 'StackPlaybook'].filter(Boolean));
    });
  },
);
