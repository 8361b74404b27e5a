import {
  type Trial,
  type TrialAnswer,
  type TrialChannel,
  type TrialComparison,
  trialLimits,
} from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { findDifferences } from "#testing/differences.ts";
import { recordTest } from "#testing/record/record-test.ts";
import type { Redactor } from "#testing/record/redact.ts";
import { Talk, type TalkedTo } from "./talk.ts";

/** What one process keeps. `idleMs`: a talk that nobody goes on with is forgotten; it can be begun anew from its acts. */
const bounds = { talks: 60, ofOnePerson: 8, atOnce: 4, idleMs: 3_600_000 } as const;

/**
 * The trial talks of this process. A request holds all that was done in a talk, so any process can answer it: one that does not have the talk does
 * all of it again, and one that has it does what is new. The same request twice does nothing twice.
 */
export class Trials {
  readonly #parts: TalkedTo & { now: () => number };
  /** By owner, the one that was used last at the end. */
  readonly #talks = new Map<string, { settings: string; talk: Talk }[]>();
  readonly #busy = new Set<string>();

  constructor(parts: TalkedTo & { now: () => number }) {
    this.#parts = parts;
  }

  /** @throws RequestError `unavailable` when too much is going on. */
  async run(owner: string, trial: Trial): Promise<TrialAnswer> {
    return this.#alone(owner, async () => this.#answer(await this.#goOn(owner, trial), trial));
  }

  /** What is different when the same is done on another channel. @throws RequestError as {@link run} */
  async compare(owner: string, trial: Trial, other: TrialChannel): Promise<TrialComparison> {
    return this.#alone(owner, async () => {
      const one = await this.#goOn(owner, trial);
      const two = await this.#goOn(owner, { ...trial, channel: other });
      const count = Math.min(one.count, two.count);
      const theirs = two.talk.answers(count);
      const differences = one.talk.answers(count).flatMap((answer, turn) => {
        const same = theirs[turn];
        if (answer === undefined || same === undefined) return [];
        return findDifferences(answer, same).map((each) => ({
          turn,
          aspect: each.aspect,
          one: [...each.one],
          other: [...each.other],
        }));
      });
      return { differences, isWhole: count === trial.acts.length };
    });
  }

  /**
   * The source of a test that repeats the talk.
   * @throws RequestError as {@link run}; `conflict` when one of the turns does not end in time.
   */
  async testOf(owner: string, trial: Trial): Promise<string> {
    return this.#alone(owner, async () => {
      const { talk, count } = await this.#goOn(owner, trial);
      const { acts, channel, locale, name, id } = trial;
      if (count < acts.length)
        throw new RequestError(
          "conflict",
          "not every turn of the talk has an answer yet: run it to its end, or go back before the late one",
        );
      return recordTest(await talk.events(count), {
        name: `what somebody said on ${channel}`,
        redact: asItIs,
        channel: channel === "voice" ? "text" : channel,
        ...(channel === "voice" ? { interface: "voice" } : {}),
        ...(locale === undefined ? {} : { locale }),
        ...(name === undefined ? {} : { profile: { name } }),
        user: id,
        importBot: 'import config from "./causerie.config.ts";\n\nconst { bot } = config;',
      });
    });
  }

  #answer({ talk, count, late }: Ran, { acts }: Trial): TrialAnswer {
    const turns = [...talk.turns(count), ...late];
    return { turns, isWhole: turns.length === acts.length || late.length > 0 };
  }

  /** Does what of the acts was not done yet, as far as there is time. */
  async #goOn(owner: string, { acts, ...settings }: Trial): Promise<Ran> {
    const talk = this.#find(owner, settings, acts);
    const startedAt = performance.now();
    for (let next = talk.fits(acts) ?? acts.length; next < acts.length; next += 1) {
      const act = acts[next];
      if (act === undefined || performance.now() - startedAt > trialLimits.requestMs)
        return { talk, count: next, late: [] };
      const turn = await talk.perform(act);
      if (turn.isLate) return { talk, count: next, late: [turn] };
    }
    return { talk, count: acts.length, late: [] };
  }

  /** The talk in which all of it was done, or else the one that is furthest on its way there, or else a new one. */
  #find(owner: string, settings: Omit<Trial, "acts">, acts: Trial["acts"]): Talk {
    const now = this.#parts.now();
    this.#forgetIdle(now);
    const key = JSON.stringify(settings);
    const kept = this.#talks.get(owner) ?? [];
    const same = kept.filter((each) => each.settings === key).map(({ talk }) => talk);
    const talk =
      same.find((each) => each.hasDone(acts)) ??
      same
        .filter((each) => each.fits(acts) !== undefined)
        .sort((a, b) => (b.fits(acts) ?? 0) - (a.fits(acts) ?? 0))[0] ??
      new Talk(this.#parts, settings);
    talk.usedAt = now;
    const others = kept.filter((each) => each.talk !== talk);
    this.#talks.delete(owner);
    this.#talks.set(owner, [...others, { settings: key, talk }].slice(-bounds.ofOnePerson));
    this.#forgetOldest();
    return talk;
  }

  #forgetIdle(now: number): void {
    for (const [owner, kept] of this.#talks) {
      const fresh = kept.filter(({ talk }) => now - talk.usedAt < bounds.idleMs);
      if (fresh.length === 0) this.#talks.delete(owner);
      else if (fresh.length < kept.length) this.#talks.set(owner, fresh);
    }
  }

  #forgetOldest(): void {
    let count = [...this.#talks.values()].flat().length;
    for (const [owner, kept] of this.#talks) {
      if (count <= bounds.talks) return;
      count -= kept.length;
      this.#talks.delete(owner);
    }
  }

  /** One thing at a time for each person, and a few in all: the stories of visitors run in the same process. */
  async #alone<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#busy.has(owner) || this.#busy.size >= bounds.atOnce)
      throw new RequestError("unavailable", "another test talk is still being answered; try again in a moment", {
        retryAfterMs: 1_000,
      });
    this.#busy.add(owner);
    try {
      return await work();
    } finally {
      this.#busy.delete(owner);
    }
  }
}

/** Nobody but the team has said it. */
const asItIs: Redactor = { person: (text) => text, bot: (text) => text, link: (link) => link };

/** `late`: the turn that did not end in time, if there is one. */
type Ran = { talk: Talk; count: number; late: TrialAnswer["turns"] };
