/** A mail that left. */
export interface Mail {
  readonly to: string;
  /** The ledger row that it came from. */
  readonly row: string;
}

/** Where the provider puts what it was given. */
export class Mailbox {
  readonly mails: Mail[] = [];

  add(mail: Mail): void {
    this.mails.push(mail);
  }

  /** Rows that sent more than one. */
  get repeated(): string[] {
    const rows = Map.groupBy(this.mails, ({ row }) => row);
    return [...rows].filter(([, mails]) => mails.length > 1).map(([row]) => row);
  }
}
