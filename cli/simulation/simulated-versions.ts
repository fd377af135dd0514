import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { Deployed } from '../../domain/playbook/program/deployment.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import { deployAfter, deployedProgram } from '../../domain/playbook/program/retain-aggregates.ts';

/** The playbooks that were active one after another, as the pointer makes them. */
export class SimulatedVersions {
  readonly #known = new Map<string, ActiveProgram>();
  #deployed: Deployed | undefined;
  #active: ActiveProgram | undefined;

  /** Makes a playbook the active one. @param now in milliseconds since the epoch */
  deploy(program: Program, now: number): void {
    const ordinal = (this.#active?.program.ordinal ?? 0) + 1;
    this.#deployed = { program, deployment: deployAfter(program, this.#deployed, ordinal, now) };
    this.#active = activateProgram(deployedProgram(this.#deployed, ordinal));
    if (!this.#known.has(program.version)) this.#known.set(program.version, activateProgram(program));
  }

  get active(): ActiveProgram {
    if (this.#active === undefined) throw new Error('nothing is deployed');
    return this.#active;
  }

  /** The playbook that something began with. */
  begunWith(version: string): ActiveProgram {
    return this.active.program.version === version ? this.active : (this.#known.get(version) ?? this.active);
  }
}
