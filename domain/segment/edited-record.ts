import { copyRecord } from './copy-record.ts';

/** A record of which a copy is made once something in it changes. */
export class EditedRecord<Value> {
  now: Readonly<Record<string, Value>>;
  #copy: Record<string, Value> | undefined;

  constructor(before: Readonly<Record<string, Value>>) {
    this.now = before;
  }

  /** @param value undefined: none */
  set(key: string, value: Value | undefined): void {
    if (this.now[key] === value) return;
    this.#copy ??= copyRecord(this.now);
    this.now = this.#copy;
    if (value === undefined) delete this.#copy[key];
    else this.#copy[key] = value;
  }
}
