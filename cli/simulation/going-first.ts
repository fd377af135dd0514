import { type GoingAhead, nameOfGoingAhead } from '../../domain/campaign/journey/going-ahead.ts';
import { type Deciding, findDecidedBefore } from '../../domain/campaign/journey/last-room.ts';

/** Of what goes ahead of decisions, each once. */
export class GoingFirst {
  readonly #isTold: (broadcast: string, moment: number) => boolean;
  readonly #tried = new Set<string>();

  /** @param isTold whether a broadcast is told at a moment */
  constructor(isTold: (broadcast: string, moment: number) => boolean) {
    this.#isTold = isTold;
  }

  /** What is to be decided before: nothing of what no moment is known of. */
  before(
    deciding: Omit<Deciding, 'moment'> & { readonly moment: number | null | undefined },
  ): readonly GoingAhead[] {
    const { moment } = deciding;
    if (typeof moment !== 'number') return [];
    const ahead = findDecidedBefore({ ...deciding, moment }).filter(
      (one) => one.kind !== 'scheduled' || this.#isTold(one.broadcast, moment),
    );
    return ahead.filter((one) => this.#isFirst(nameOfGoingAhead(one)));
  }

  #isFirst(name: string): boolean {
    if (this.#tried.has(name)) return false;
    this.#tried.add(name);
    return true;
  }
}
