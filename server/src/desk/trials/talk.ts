import type { RevisedTexts } from "#bot/bot-host.ts";
import { type Trial, type TrialAct, trialLimits, type TrialTurn } from "@causerie/protocol/desk";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { RulesInForce } from "#bot/routing/story-rules.ts";
import type { LogEvent } from "#channel/log.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { simulate, type SimulatedPerson } from "#testing/simulate.ts";
import { performAct } from "./perform-act.ts";
import { toEmptyTurn, toTurn } from "./to-turn.ts";

export type TalkedTo = {
  bot: Bot;
  /** Those of this moment: a talk keeps those with which it has begun. */
  storyRules: () => RulesInForce;
  /** What the team has written in place of texts of the catalogues. */
  revised?: RevisedTexts | undefined;
  /** Milliseconds that one turn may take. Default as the wire says. */
  turnMs?: number;
};

type Done = { act: string; turn: TrialTurn; answer: SimulatedAnswer | undefined; events: number };

/** One talk with the bot, from its beginning, in memory. It writes nothing and sends nothing; the author's code runs. */
export class Talk {
  usedAt = 0;
  readonly #bot: Bot;
  readonly #turnMs: number;
  readonly #storyRules: TalkedTo["storyRules"];
  readonly #begunWith: RulesInForce;
  readonly #trial: Omit<Trial, "acts">;
  readonly #person: SimulatedPerson;
  readonly #done: Done[] = [];
  /** A turn did not end in time: nothing more can be done in this talk. */
  #isBroken = false;

  constructor({ bot, storyRules, revised, turnMs = trialLimits.turnMs }: TalkedTo, trial: Omit<Trial, "acts">) {
    const { channel, locale, name, id, at } = trial;
    this.#bot = bot;
    this.#storyRules = storyRules;
    this.#begunWith = storyRules();
    this.#turnMs = turnMs;
    this.#trial = trial;
    this.#person = simulate(bot, {
      channel: channel === "voice" ? "text" : channel,
      ...(channel === "voice" ? { interface: "voice" as const } : {}),
      ...(locale === undefined ? {} : { locale }),
      ...(name === undefined ? {} : { profile: { name } }),
      user: id,
      at,
      storyRules: this.#begunWith,
      ...(revised === undefined ? {} : { revised }),
      failures: "answer",
    });
  }

  /** Whether all these acts were done here, perhaps with others after them. */
  hasDone(acts: readonly TrialAct[]): boolean {
    return acts.length <= this.#done.length && acts.every((act, index) => this.#isSame(act, index));
  }

  /** How many acts were done, if the talk can go on from there with these; undefined: it cannot. */
  fits(acts: readonly TrialAct[]): number | undefined {
    const done = this.#done.length;
    // With other rules it might have gone another way.
    const hasSameRules = this.#begunWith === this.#storyRules();
    const canGoOn =
      !this.#isBroken &&
      hasSameRules &&
      done <= acts.length &&
      this.#done.every((_, index) => this.#isSame(acts[index], index));
    return canGoOn ? done : undefined;
  }

  turns(count: number): TrialTurn[] {
    return this.#done.slice(0, count).map(({ turn }) => turn);
  }

  answers(count: number): (SimulatedAnswer | undefined)[] {
    return this.#done.slice(0, count).map(({ answer }) => answer);
  }

  /** All events up to the end of so many turns. */
  async events(count: number): Promise<LogEvent[]> {
    return (await this.#person.transcript()).slice(0, this.#done[count - 1]?.events ?? 0);
  }

  /** @returns the turn, which is not kept when it is late. */
  async perform(act: TrialAct): Promise<TrialTurn> {
    // Learning is no part of a turn: on a server it is over before the first event.
    const classifier = await this.#bot.train();
    const before = await this.#person.state();
    const startedAt = performance.now();
    const outcome = await this.#inTime(performAct(this.#person, this.#trial.channel, act));
    const ms = Math.round(performance.now() - startedAt);
    const at = this.#now();
    if (outcome.type === "late") {
      this.#isBroken = true;
      this.#person.stop();
      return toEmptyTurn({ act, at, ms, before, after: before }, { outcome: "late", isLate: true });
    }
    const performed = { act, at, ms, before, after: await this.#person.state() };
    const answer = outcome.type === "answered" ? outcome.answer : undefined;
    const turn =
      answer === undefined
        ? toEmptyTurn(
            performed,
            outcome.type === "failed" ? { outcome: "impossible", problems: [outcome.reason] } : { outcome: "waited" },
          )
        : toTurn(this.#trial.channel, performed, answer, classifier);
    const events = (await this.#person.transcript()).length;
    this.#done.push({ act: JSON.stringify(act), turn, answer, events });
    return turn;
  }

  #isSame(act: TrialAct | undefined, index: number): boolean {
    return this.#done[index]?.act === JSON.stringify(act);
  }

  #now(): number {
    return this.#trial.at + this.#done.reduce((sum, { turn: { act } }) => sum + waited(act), 0);
  }

  async #inTime(work: Promise<SimulatedAnswer | undefined>): Promise<Outcome> {
    const { promise: late, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => resolve({ type: "late" }), this.#turnMs);
    const done = work.then(
      (answer): Outcome => ({ type: "answered", answer }),
      (error: unknown): Outcome => ({ type: "failed", reason: error instanceof Error ? error.message : String(error) }),
    );
    try {
      return await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

type Outcome =
  | { type: "answered"; answer: SimulatedAnswer | undefined }
  | { type: "failed"; reason: string }
  | { type: "late" };

const waited = (act: TrialAct): number => (act.type === "wait" ? act.minutes * 60_000 : 0);
