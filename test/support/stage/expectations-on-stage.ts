import { expect } from 'vitest';
import type { ExpectedOutcome, StoryStep } from '../../../domain/playbook/playbook-story.ts';
import { compileMatcher } from '../../../domain/segment/matcher/compile-matcher.ts';
import { readPath } from '../../../domain/segment/matcher/read-path.ts';
import type { House } from '../house.ts';

type ExpectStep = Extract<StoryStep, { kind: 'expect' }>;

/** What `why` answers of a campaign, as far as stories ask. */
interface Why {
  readonly refused?: { readonly reason: string };
  readonly messages: readonly { readonly status: string; readonly channel: string }[];
  readonly journeys: readonly {
    readonly status: string;
    readonly why?: string;
    readonly convertedAt?: string;
    readonly trace: readonly { readonly what: string }[];
  }[];
}

/** Looks in the whole system for what a story expects of people. What is said to them is compared once all is over. */
export class ExpectationsOnStage {
  readonly #house: House;
  /** By what and who: how many there were when they were expected last; the next must be further ones. */
  readonly #seen = new Map<string, number>();

  constructor(house: House) {
    this.#house = house;
  }

  async meet({ of, expected }: ExpectStep): Promise<void> {
    const [[namespace, value] = []] = Object.entries(of);
    const id = `${namespace}:${value}`;
    await this.#meetState(id, expected);
    for (const goal of expected.goals) {
      const { journeys } = await this.#why(id, goal);
      const reached = journeys.filter(({ convertedAt }) => convertedAt !== undefined).length;
      this.#expectMore(`the goal of ${goal} of ${id}`, reached);
    }
    for (const outcome of expected.outcomes) await this.#meetOutcome(id, outcome);
  }

  async #meetState(id: string, { segments, notSegments, traits }: ExpectStep['expected']): Promise<void> {
    if (segments.length + notSegments.length + traits.length === 0) return;
    const person = await this.#house.profile(id);
    const inside = Object.keys(person?.segments ?? {});
    expect(inside).toEqual(expect.arrayContaining([...segments]));
    expect(inside.filter((segment) => notSegments.includes(segment))).toEqual([]);
    const now = Date.parse(await this.#house.now());
    for (const { path, matcher } of traits) {
      const seen = readPath({ ...person?.traits, ...person?.computed }, path);
      expect(compileMatcher(matcher, 'UTC')(seen, now).holds, `${path.join('.')} is ${seen}`).toBe(true);
    }
  }

  async #meetOutcome(id: string, outcome: ExpectedOutcome): Promise<void> {
    const { kind, campaign, channel, reason } = outcome;
    const { refused, messages, journeys } = await this.#why(id, campaign);
    const words = [kind, campaign, channel, reason, id].join(' ');
    switch (kind) {
      case 'suppressed':
      case 'failed': {
        const such = messages.filter(
          ({ status, ...of }) => status === kind && of.channel === (channel ?? of.channel),
        );
        this.#expectMore(words, such.length);
        // The ledger has the reason as a sentence; by its name it is counted.
        if (kind === 'suppressed' && reason !== undefined) await this.#expectCounted(campaign, reason);
        return;
      }
      case 'ended':
        return this.#expectMore(
          words,
          journeys.filter(({ why }) => why !== undefined && why === (reason ?? why)).length,
        );
      case 'held':
        return this.#expectMore(
          words,
          journeys.flatMap(({ trace }) => trace).filter(({ what }) => what.includes('held until')).length,
        );
      case 'notBegun':
        expect(refused, words).toMatchObject(reason === undefined ? {} : { reason });
    }
  }

  async #expectCounted(campaign: string, reason: string): Promise<void> {
    const { body } = await this.#house.call<{ suppressed: Readonly<Record<string, number>> }>(
      'GET',
      `/v1/campaigns/${campaign}/report`,
      { key: 'local-read' },
    );
    expect(body.suppressed[reason], `${campaign}: suppressed for ${reason}`).toBeGreaterThan(0);
  }

  #expectMore(what: string, count: number): void {
    expect(count, what).toBeGreaterThan(this.#seen.get(what) ?? 0);
    this.#seen.set(what, count);
  }

  async #why(id: string, campaign: string): Promise<Why> {
    const query = new URLSearchParams({ id, campaign });
    const answer = await this.#house.call<Why>('GET', `/v1/profiles/why?${query}`, { key: 'local-read' });
    if (answer.status !== 200)
      throw new Error(`why of ${id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
