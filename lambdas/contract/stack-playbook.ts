/** What `stack-playbook` is told by CloudFormation, as properties of a custom resource. */
export interface StackPlaybookProperties {
  /** The playbook's version: where it changes, CloudFormation asks for an update. */
  readonly version: string;
  /** Where its content lies, as `maitred compile` wrote it. */
  readonly bucket: string;
  readonly key: string;
}
