import { describe, expect, test } from "vitest";
import type { EventContent } from "#channel/event.ts";
import type { Author, LogBody, LogEvent, TurnAbout } from "#channel/log.ts";
import type { TeamAct } from "#channel/team-act.ts";
import { bucketOf } from "./histogram.ts";
import { countEvent } from "./count-event.ts";
import type { Followed } from "./followed.ts";
import { Tally } from "./tally.ts";

const minute = 60_000;
const noon = Date.parse("2026-11-30T12:00:00Z");
const ana = { id: "ana", name: "Ana" };

/** A log that is written down in minutes after noon. */
class Log {
  readonly #tally = new Tally();
  #followed: Followed = {};
  #seq = 0;

  says(at: number, content: EventContent = { type: "text", text: "words" }): this {
    return this.#add(at, { type: "visitor", clientId: "x", content });
  }

  act(at: number, act: TeamAct, blocked?: string): this {
    this.says(at, { type: "team", act });
    const of = this.#seq;
    if (act.type === "say" && blocked === undefined) this.#add(at, said({ role: "agent", ...act.by }));
    const result = { outcome: "answered", messages: 0, deliveries: [], ...(blocked === undefined ? {} : { blocked }) };
    return this.#add(at, { type: "turn.end", of, result });
  }

  answers(at: number, about: Partial<TurnAbout> = {}): this {
    const of = this.#seq;
    this.#add(at, said({ role: "bot" }));
    return this.#add(at, { type: "turn.end", of, about: { story: "hello", outcome: "answered", ...about } });
  }

  /** The amounts of a measure, by key. */
  of(measure: string): Record<string, number> {
    const found: Record<string, number> = {};
    for (const count of this.#tally.counts())
      if (count.measure === measure) found[count.key] = (found[count.key] ?? 0) + count.amount;
    return found;
  }

  #add(at: number, body: LogBody): this {
    const event: LogEvent = { seq: (this.#seq += 1), at: noon + at * minute, ...body };
    this.#followed = countEvent(this.#tally, "web", this.#followed, event);
    return this;
  }
}

function said(author: Author): LogBody {
  const message = { type: "text" as const, text: "words", buttons: [], quickReplies: [] };
  return { type: "message", messageId: "m", author, message };
}

describe("a conversation of the figures", () => {
  test("ends with half an hour in which nothing is said", () => {
    const log = new Log().says(0).answers(1).says(31).answers(31).says(62);
    expect(log.of("visit")).toEqual({ "": 2 });
    expect(log.of("said")).toEqual({ visitor: 3, bot: 2 });
  });

  test("does not end while the team has it, and was not the bot's alone", () => {
    const log = new Log().says(0).answers(0).act(5, { type: "take", by: ana }).says(10).says(300);
    expect(log.of("visit")).toEqual({ "": 1 });
    expect(log.of("visit.team")).toEqual({ "": 1 });
  });

  test("is not opened by what the team does, nor by what happens beside it", () => {
    const log = new Log().act(0, { type: "take", by: ana }).says(1, { type: "start" }).answers(1);
    expect(log.of("visit")).toEqual({});
  });
});

describe("how long the first answer took", () => {
  test("is counted once in a conversation, for the bot", () => {
    const log = new Log().says(0).answers(1).says(2).answers(9);
    expect(log.of("answer.bot")).toEqual({ [bucketOf(minute)]: 1 });
  });

  test("is counted from the moment that a person was asked for, for the team", () => {
    const log = new Log().says(0).answers(0, { team: true }).says(2).act(7, { type: "say", by: ana, text: "words" });
    expect(log.of("answer.team")).toEqual({ [bucketOf(7 * minute)]: 1 });
    expect(log.of("operator.answer")).toEqual({});
    log.says(10).says(11).act(13, { type: "say", by: ana, text: "words" });
    expect(log.of("operator.answer")).toEqual({ [JSON.stringify(["ana", bucketOf(3 * minute)])]: 1 });
    expect(log.of("operator")).toEqual({ ana: 1 });
  });

  test("is no answer where the team's words were refused", () => {
    const log = new Log()
      .says(0)
      .answers(0, { team: true })
      .act(1, { type: "say", by: ana, text: "words" }, "other_agent");
    expect(log.of("answer.team")).toEqual({});
    expect(log.of("operator")).toEqual({});
  });
});

test("a path has each story once as long as nothing else comes between, and five at most", () => {
  const log = new Log().says(0);
  for (const story of ["a", "a", "b", "a", "c", "d", "e"]) log.answers(1, { story });
  expect(log.of("path")).toEqual({ '["a","b","a","c","d"]': 1 });
  expect(log.of("follow")).toEqual({
    '["","a"]': 1,
    '["a","b"]': 1,
    '["b","a"]': 1,
    '["a","c"]': 1,
    '["c","d"]': 1,
  });
  expect(log.of("story")).toEqual({ a: 3, b: 1, c: 1, d: 1, e: 1 });
});

test("what nobody understood is no story", () => {
  const log = new Log().says(0).answers(0, { story: "fallback", outcome: "not_understood" });
  expect([log.of("story"), log.of("path"), log.of("outcome")]).toEqual([{}, {}, { not_understood: 1 }]);
});

test("a question is left when nothing more is said in the conversation, or when it is another day", () => {
  const asks = { story: "order", slot: "size" };
  const key = '["order","","size"]';
  const log = new Log().says(0).answers(0, { asks });
  expect([log.of("asked"), log.of("replied")]).toEqual([{ [key]: 1 }, {}]);
  log.says(3);
  expect(log.of("replied")).toEqual({ [key]: 1 });
  log.answers(3, { asks }).says(90).answers(90);
  expect([log.of("asked"), log.of("replied")]).toEqual([{ [key]: 2 }, { [key]: 1 }]);
});

test("a question that stays open beside something else is not asked again", () => {
  const asks = { story: "order" };
  const log = new Log().says(0).answers(0, { asks });
  log.says(1, { type: "feedback", value: "up" }).answers(1, { asks, opinion: { value: "up" } });
  expect(log.of("asked")).toEqual({ '["order","",""]': 1 });
  expect(log.of("opinion")).toEqual({ '["","up"]': 1 });
});

test("who gives a conversation to a colleague shares it with them", () => {
  const log = new Log().says(0).act(1, { type: "take", by: ana });
  log.act(2, { type: "wait", by: ana }).act(3, { type: "take", by: { id: "ben", name: "Ben" } });
  expect(log.of("operator")).toEqual({ ana: 1, ben: 1 });
});

test("nothing that anybody has said or is called is remembered, nor counted", () => {
  const tally = new Tally();
  const body = { type: "visitor", clientId: "secret", content: { type: "text", text: "secret" } } as const;
  const from = { profile: { name: "secret" } } as never;
  const followed = countEvent(tally, "web", {}, { seq: 1, at: noon, ...body, from });
  expect(JSON.stringify([followed, tally.counts()])).not.toContain("secret");
});
