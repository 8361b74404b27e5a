import type { Case } from "#desk/inbox/case-store.ts";
import { describe, expect, test } from "vitest";
import { closeCase, giveToBot, takeCase, tagCase, transferCase, withReply } from "./case-after-act.ts";

const ana = { id: "ana", name: "Ana" };
const ben = { id: "ben", name: "Ben" };
const waiting: Case = {
  conversationId: "c",
  state: "waiting",
  queue: "sales",
  waitingSince: 5,
  tags: ["vip"],
  version: 3,
};
const open: Case = { ...waiting, state: "open", operator: ana, assignedAt: 8 };
const closed: Case = { ...waiting, state: "closed", operator: ana, closedAt: 9 };
const { waitingSince: _, ...kept } = waiting;

describe("a conversation is taken", () => {
  test.for<[string, Case]>([
    ["that waits", waiting],
    ["that the bot has", { ...kept, state: "bot" }],
    ["that a colleague has closed", closed],
  ])("%s: it waits no more, and is theirs", ([, before]) => {
    expect(takeCase(before, ben, { now: 10 })).toEqual({ ...kept, state: "open", operator: ben, assignedAt: 10 });
  });

  test("from a colleague only by their name", () => {
    expect(() => takeCase(open, ben, { now: 10 })).toThrow("Ana has this conversation since");
    expect(() => takeCase(open, ben, { from: "eve", now: 10 })).toThrow("Ana has this conversation since");
    expect(takeCase(open, ben, { from: "ana", now: 10 })).toMatchObject({ operator: ben, assignedAt: 10 });
  });

  test("once: who has it keeps it as it is", () => {
    expect(takeCase(open, ana, { version: 1, now: 10 })).toBe(open);
  });

  test("not when it was closed behind the back of who takes it", () => {
    expect(() => takeCase(closed, ben, { version: 2, now: 10 })).toThrow("closed meanwhile");
    expect(takeCase(closed, ben, { version: 3, now: 10 })).toMatchObject({ state: "open" });
  });
});

test("the first answer of the team is kept, and no later one", () => {
  expect(withReply(open, 20)).toEqual({ ...open, repliedAt: 20 });
  const answered = withReply(open, 20);
  expect(withReply(answered, 30)).toBe(answered);
});

test("what is closed says who has closed it, and is closed once", () => {
  expect(closeCase(open, ana, 10)).toEqual({ ...kept, state: "closed", operator: ana, assignedAt: 8, closedAt: 10 });
  expect(closeCase(closed, ben, 10)).toBe(closed);
});

test("what is given back to the bot is nobody's", () => {
  expect(giveToBot(open, ana)).toEqual({ ...kept, state: "bot", assignedAt: 8 });
});

test("what is given on waits in its new queue, or is the colleague's at once", () => {
  expect(transferCase(open, ana, { queue: "tech", now: 10 })).toEqual({
    ...kept,
    state: "waiting",
    queue: "tech",
    waitingSince: 10,
    assignedAt: 8,
  });
  expect(transferCase(open, ana, { operator: ben, now: 10 })).toEqual({
    ...kept,
    state: "open",
    operator: ben,
    assignedAt: 10,
  });
});

test("nobody gives on, gives back or closes what a colleague has", () => {
  expect(() => transferCase(open, ben, { queue: "tech", now: 10 })).toThrow("Ana has this conversation since");
  expect(() => giveToBot(open, ben)).toThrow("Ana has this conversation since");
  expect(() => closeCase(open, ben, 10)).toThrow("Ana has this conversation since");
});

test("each tag is there once", () => {
  expect(tagCase(open, ["late ", "vip", "late"]).tags).toEqual(["late", "vip"]);
});
