import type { TeamAct } from "#channel/team-act.ts";
import type { Handover } from "#conversation/conversation.ts";
import { describe, expect, test } from "vitest";
import { decideTeamAct } from "./decide-team-act.ts";

const moment = {
  now: 1_000,
  until: 9_000,
  joined: (name: string) => `${name} is here.`,
  ratingComment: "What was missing?",
};
const ana = { id: "ana", name: "Ana" };
const ben = { id: "ben", name: "Ben", picture: "https://www.example.com/ben.png" };
const waits: Handover = { until: 5_000, by: "desk", at: 1 };
const anas: Handover = { until: 5_000, by: "desk", at: 1, agent: ana };
const asked: Handover = { until: 5_000, by: "story" };
const over: Handover = { ...anas, until: 1_000 };

describe("who takes a conversation", () => {
  test.for<[string, Handover | undefined]>([
    ["the bot has it", undefined],
    ["a story has asked for somebody", asked],
    ["it waits", waits],
    ["another channel's people had it", { until: 5_000, by: "channel", at: 1 }],
    ["a colleague had it, too long ago", over],
  ])("has it, and is introduced, when %s", ([, handover]) => {
    expect(decideTeamAct({ type: "take", by: ben }, handover, moment)).toEqual({
      type: "done",
      handover: { until: 9_000, by: "desk", at: 1_000, agent: ben },
      says: { author: { role: "system" }, text: "Ben is here." },
    });
  });

  test("does not get what a colleague has, unless it is taken from that one by name", () => {
    const refused = { type: "refused", why: "other_agent" };
    expect(decideTeamAct({ type: "take", by: ben }, anas, moment)).toEqual(refused);
    expect(decideTeamAct({ type: "take", by: ben, from: "eve" }, anas, moment)).toEqual(refused);
    expect(decideTeamAct({ type: "take", by: ben, from: "ana" }, anas, moment)).toMatchObject({
      handover: { agent: ben },
    });
  });

  test("is not introduced twice", () => {
    expect(decideTeamAct({ type: "take", by: ana }, anas, moment)).toEqual({ type: "done", handover: anas });
  });
});

test("who says something has the conversation from then on, under their own name and picture", () => {
  const say = { type: "say", by: ben, text: "Hello" } as const;
  const done = {
    type: "done",
    handover: { until: 9_000, by: "desk", at: 1_000, agent: ben },
    says: { author: { role: "agent", ...ben }, text: "Hello" },
  };
  for (const handover of [undefined, asked, waits, over]) expect(decideTeamAct(say, handover, moment)).toEqual(done);
  expect(decideTeamAct({ ...say, by: ana }, anas, moment)).toMatchObject({ type: "done", handover: { agent: ana } });
});

test("who sends a file has the conversation as if they had said something", () => {
  const file = { blob: "b1", name: "seat.png", mediaType: "image/png", bytes: 7 };
  expect(decideTeamAct({ type: "send", by: ben, file, alt: "The seat" }, waits, moment)).toEqual({
    type: "done",
    handover: { until: 9_000, by: "desk", at: 1_000, agent: ben },
    says: { author: { role: "agent", ...ben }, file, alt: "The seat" },
  });
});

test.for<TeamAct>([
  { type: "say", by: ben, text: "Hello" },
  { type: "send", by: ben, file: { blob: "b1", name: "a.png", mediaType: "image/png", bytes: 7 }, alt: "" },
  { type: "wait", by: ben },
  { type: "close", by: ben },
])("nobody can $type what a colleague has", (act) => {
  expect(decideTeamAct(act, anas, moment)).toEqual({ type: "refused", why: "other_agent" });
});

test("what is put back waits for anybody, and the visitor may be told so by nobody in particular", () => {
  const handover = { until: 9_000, by: "desk", at: 1_000 };
  expect(decideTeamAct({ type: "wait", by: ana }, anas, moment)).toEqual({ type: "done", handover });
  expect(decideTeamAct({ type: "wait", by: ana, text: "You are number 2." }, anas, moment)).toEqual({
    type: "done",
    handover,
    says: { author: { role: "system" }, text: "You are number 2." },
  });
});

test("a notice is for who waits: not when somebody has come meanwhile, nor when the bot has it again", () => {
  const notice = { type: "notice", text: "You are number 2." } as const;
  const says = { author: { role: "system" }, text: "You are number 2." };
  expect(decideTeamAct(notice, asked, moment)).toEqual({ type: "done", handover: asked, says });
  expect(decideTeamAct(notice, waits, moment)).toEqual({ type: "done", handover: waits, says });
  for (const handover of [anas, undefined, { ...waits, until: 1_000 }])
    expect(decideTeamAct(notice, handover, moment)).toEqual({ type: "refused", why: "not_waiting" });
});

test("what is closed is the bot's again, and closing twice is closing once", () => {
  expect(decideTeamAct({ type: "close", by: ana }, anas, moment)).toEqual({ type: "done", handover: undefined });
  expect(decideTeamAct({ type: "close", by: ana }, undefined, moment)).toEqual({ type: "done", handover: undefined });
});

test("who was helped is asked once how it was, and nobody else is", () => {
  const close = { type: "close", by: ana, rating: "How did we do?" } as const;
  expect(decideTeamAct(close, anas, moment)).toEqual({
    type: "done",
    handover: undefined,
    says: {
      author: { role: "bot" },
      text: "How did we do?",
      rating: { question: "team", scale: "stars", comment: "What was missing?" },
    },
  });
  for (const handover of [undefined, waits, asked, over])
    expect(decideTeamAct(close, handover, moment)).toEqual({ type: "done", handover: undefined });
});
