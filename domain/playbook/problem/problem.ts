/** Something wrong in a playbook, with the place where it stands. */
export interface Problem {
  /** The file's path within the playbook's folder: `segments/vip.yaml`. */
  readonly file: string;
  /** The keys and list indexes that lead to it. */
  readonly path: readonly PathStep[];
  /** Whether the key at the end of the path is at fault, or its value. */
  readonly at: 'key' | 'value';
  /** What was found and what was expected. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** What is probably not meant, and can be done; without it the playbook is refused. */
  readonly isWarning?: true;
}

export type PathStep = string | number;

/** A file's problem before the file's name is known. */
export type ProblemInFile = Omit<Problem, 'file'>;
