import { InvalidInputError, MaitredError } from '../../../domain/error/maitred-error.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { rehearseProgram } from '../../../domain/playbook/program/rehearse-program.ts';

/**
 * A program that our own compiler made can be run; one that somebody else sent need not.
 * @throws InvalidInputError if it cannot
 */
export function requireRunnable(program: Program, command: 'deploy' | 'plan'): void {
  try {
    rehearseProgram(program);
  } catch (error) {
    if (error instanceof MaitredError) throw error;
    throw new InvalidInputError('the program cannot be run', {
      field: 'program',
      hint: `Make it with the command line of the same release: maitred ${command}`,
    });
  }
}
