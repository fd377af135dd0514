import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Deployed } from '../../domain/playbook/program/deployment.ts';
import { digestAggregates } from '../../domain/playbook/program/digest-aggregates.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { deployAfter, deployedProgram } from '../../domain/playbook/program/retain-aggregates.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { aProgram } from './a-program.ts';
import { NOW } from './an-event.ts';

/** Did it at least so often. */
export const did = (name: string, atLeast = 1): Condition => ({
  kind: 'event',
  label: name,
  aggregate: `times-${name}`,
  count: { atLeast },
});

/** A version that remembers when these events happened, with a segment for each. */
export function aVersion(
  version: string,
  names: readonly string[],
  overrides: Partial<Program> = {},
): Program {
  const aggregates = Object.fromEntries(
    names.map((name): [string, AggregateSpec] => [
      `times-${name}`,
      { kind: 'times', of: { names: [name], where: [] }, keep: 3 },
    ]),
  );
  const segments = names.map((name) => ({ id: `did-${name.replaceAll(' ', '-')}`, name, when: did(name) }));
  const program = aProgram({ version, ordinal: 0, aggregates, segments, ...overrides });
  return { ...program, aggregatesDigest: digestAggregates(program) };
}

/** A house in which versions become active one after another, as the pointer makes them. */
export class DeployedHouse {
  #ordinal = 0;
  #deployed: Deployed | undefined;
  #active: ActiveProgram | undefined;

  /** Makes a version the active one: a deploy and a rollback are the same. */
  activate(program: Program, now = NOW): ActiveProgram {
    const ordinal = this.#ordinal + 1;
    this.#deployed = { program, deployment: deployAfter(program, this.#deployed, ordinal, now) };
    this.#active = activateProgram(deployedProgram(this.#deployed, ordinal));
    this.#ordinal = ordinal;
    return this.#active;
  }

  get active(): ActiveProgram {
    if (this.#active === undefined) throw new Error('nothing is deployed');
    return this.#active;
  }
}
