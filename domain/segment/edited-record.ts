import { copyRecord } from './copy-record.ts';

/** A record of which a copy is made once something in it changes. */
export class EditedRecord<Value> {
  now: Readonly<Record<string, Value>>;
  #copy: Record<string, Value> | undefined;

  /** @param own the copy that was made before: where it is this very record, it is changed in place */
  constructor(before: Readonly<Record<string, Value>>, own?: Readonly<Record<string, Value>>) {
    this.now = before;
    if (before === own) this.#copy = own;
  }

  /** The copy, where there is one. */
  get copy(): Readonly<Record<string, Value>> | undefined {
    return this.#copy;
  }

  /** @param value undefined: none */
  set(key: string, value: Value | undefined): void {
    if (this.now[key] === value) return;
    this.#copy ??= copyRecord(this.now);
    this.now = this.#copy;
    if (value === undefined) delete this.#copy[key];
    else this.#copy[key] = value;
  }

  /** Leaves the record as it is from now on: what changes next changes in another copy. */
  keep(): void {
    this.#copy = undefined;
  }
}
