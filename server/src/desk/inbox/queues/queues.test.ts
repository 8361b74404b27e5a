import type { Queue } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { checkQueue } from "./check-queue.ts";
import { chooseQueue } from "./choose-queue.ts";
import { readTemplates } from "./kept-queues.ts";
import { isOpen } from "./open-hours.ts";
import { textIn, wordsOnWaiting } from "./queue-words.ts";

function queue(id: string, more: Partial<Queue> = {}): Queue {
  return { id, name: id.toUpperCase(), position: 1, languages: [], skills: [], connectors: [], ...more };
}

describe("a conversation goes to", () => {
  const queues = [
    queue("rest", { position: 9 }),
    queue("german", { position: 2, languages: ["de"] }),
    queue("page", { position: 1, connectors: ["page"] }),
    queue("german-page", { position: 0, languages: ["de-AT"], connectors: ["page"] }),
  ];
  test.for([
    ["the queue that its story names", { to: "rest", language: "de", connectorId: "page" }, "rest"],
    ["the queue that its story names as people do", { to: "German", connectorId: "web" }, "german"],
    ["the first that fits all of it", { language: "de", connectorId: "page" }, "german-page"],
    ["one for its language, in whatever form of it", { language: "DE-ch", connectorId: "web" }, "german"],
    ["one for its channel", { language: "fr", connectorId: "page" }, "page"],
    ["the one for all, where none fits", { language: "fr", connectorId: "web" }, "rest"],
    ["the one for all, where the story names none that there is", { to: "sales", connectorId: "web" }, "rest"],
  ] as const)("%s", ([, wanted, expected]) => {
    expect(chooseQueue(queues, wanted)?.id).toBe(expected);
  });

  test("the first queue where none fits and none is for all, and to none where there is none", () => {
    const some = [queue("b", { languages: ["de"] }), queue("a", { languages: ["fr"] })];
    expect(chooseQueue(some, { language: "en", connectorId: "web" })?.id).toBe("a");
    expect(chooseQueue([], { connectorId: "web" })).toBeUndefined();
  });
});

describe("somebody is there", () => {
  const office = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:30" };
  const night = { days: [5], from: "22:00", to: "02:00" };
  test.for<[string, string, boolean]>([
    ["Monday at nine", "2026-11-30T08:00:00Z", true],
    ["Monday a minute before", "2026-11-30T07:59:00Z", false],
    ["Monday at half past five", "2026-11-30T16:30:00Z", false],
    ["Monday a minute before that", "2026-11-30T16:29:00Z", true],
    ["Sunday", "2026-11-29T11:00:00Z", false],
    ["in summer, by the clock of the place", "2026-07-06T07:00:00Z", true],
  ])("%s", ([, at, expected]) => {
    expect(isOpen({ hours: [office], timeZone: "Europe/Paris" }, Date.parse(at))).toBe(expected);
  });

  test("past midnight, until the hours of the day before end", () => {
    const open = (at: string): boolean => isOpen({ hours: [night] }, Date.parse(at));
    expect([open("2026-12-04T22:00:00Z"), open("2026-12-05T01:59:00Z")]).toEqual([true, true]);
    expect([open("2026-12-04T01:00:00Z"), open("2026-12-05T02:00:00Z")]).toEqual([false, false]);
  });

  test("always, where no hours are given, and never where there are none", () => {
    expect(isOpen({}, 0)).toBe(true);
    expect(isOpen({ hours: [] }, 0)).toBe(false);
  });
});

test("who begins to wait reads their number, or that nobody is there, in their own language", () => {
  const texts = {
    waitingText: { "": "You are number {position}.", de: "Sie sind Nummer {position}." },
    closedText: { "": "We are closed.", fr: " " },
  };
  const open = queue("a", texts);
  const closed = queue("b", { ...texts, hours: [] });
  const at = { position: 3, at: 0 };
  expect(wordsOnWaiting(open, { ...at, language: "de-AT" })).toBe("Sie sind Nummer 3.");
  expect(wordsOnWaiting(open, { ...at, language: "it" })).toBe("You are number 3.");
  expect(wordsOnWaiting(closed, { ...at, language: "it" })).toBe("We are closed.");
  expect(wordsOnWaiting(closed, { ...at, language: "fr" })).toBeUndefined();
  expect(wordsOnWaiting(queue("c"), { ...at, language: "de" })).toBeUndefined();
  expect(textIn({ de: "Hallo" }, "fr")).toBeUndefined();
});

test("queues may overflow into each other in a row, and not in a circle", () => {
  const to = (overflow: string): Partial<Queue> => ({ overflow, overflowMinutes: 5 });
  const others = [queue("b", to("c")), queue("c")];
  expect(() => checkQueue(queue("a", to("b")), others)).not.toThrow();
  expect(() => checkQueue(queue("c", to("b")), others)).toThrow("in a circle");
  expect(() => checkQueue(queue("b", to("c")), [...others, queue("a", to("b"))])).not.toThrow();
});

test("a template in the first form, with one channel, is read as one with a list; what is no template is left out", async () => {
  const first = { id: "hello", title: "Hello", text: "Hello", channel: "messenger" };
  const bodies = [
    first,
    { ...first, channel: undefined, channels: ["web", "whatsapp"] },
    { id: "broken" },
    "text",
    null,
  ];
  const list = async () =>
    bodies.map((body) => ({ body: JSON.parse(JSON.stringify(body)) as never, version: 1 }) as never);
  expect((await readTemplates({ list })).map(({ channels }) => channels)).toEqual([["messenger"], ["web", "whatsapp"]]);
});
