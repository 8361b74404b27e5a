import { describe, expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { createTranslate } from "#i18n/strings.ts";
import { groupEntries } from "#react/message/group-entries.ts";
import { stepUp, windowStart } from "#react/hooks/use-thread-window.ts";
import { safeMediaUrl, safeUrl } from "#react/message/safe-url.ts";
import { saidBy, spokenText } from "#react/message/spoken-text.ts";
import { createTexts } from "#react/text.ts";
import { botWork } from "#react/hooks/bot-work.ts";
import { createScriptedChat } from "#react/testing/scripted-chat.ts";

const noon = new Date(2026, 2, 3, 12, 0).getTime();
const minute = 60_000;

function bot(key: string, at: number, name?: string): Extract<Entry, { type: "message" }> {
  return {
    type: "message",
    key,
    at,
    author: name === undefined ? { role: "bot" } : { role: "agent", name },
    message: { type: "text", text: key, buttons: [], quickReplies: [] },
    progress: "complete",
  };
}

function visitor(key: string, at: number): Entry {
  return { type: "visitor", key, at, content: { type: "text", text: key }, delivery: { type: "sent" } };
}

describe("the layout of a thread", () => {
  test("neighbours of one author within five minutes form a group", () => {
    const entries = [
      bot("a", noon),
      bot("b", noon + minute),
      bot("c", noon + 2 * minute),
      bot("d", noon + 9 * minute),
      visitor("e", noon + 9 * minute),
      bot("f", noon + 10 * minute),
      bot("g", noon + 10 * minute, "Nora"),
    ];
    expect(groupEntries(entries).map(({ position }) => position)).toEqual([
      "first",
      "middle",
      "last",
      "single",
      "single",
      "single",
      "single",
    ]);
  });

  test("two persons of one name are two authors, told apart by their ids", () => {
    const ana = (key: string, id: string): Entry => ({ ...bot(key, noon), author: { role: "agent", id, name: "Ana" } });
    const entries = [ana("a", "1"), ana("b", "1"), ana("c", "2")];
    expect(groupEntries(entries).map(({ position }) => position)).toEqual(["first", "last", "single"]);
  });

  test("a message of the system has no author that is read out", () => {
    const joined: Entry = { ...bot("a", noon), author: { role: "system" } };
    expect(saidBy(joined, createTranslate("en"))).toBe("");
    expect(saidBy(bot("b", noon), createTranslate("en"))).toBe("Assistant said:");
  });

  test("midnight ends a group and begins a day", () => {
    const beforeMidnight = new Date(2026, 2, 3, 23, 59).getTime();
    const grouped = groupEntries([bot("a", beforeMidnight), bot("b", beforeMidnight + 2 * minute)]);
    expect(grouped.map(({ position, startsDay }) => [position, startsDay])).toEqual([
      ["single", true],
      ["single", true],
    ]);
  });
});

describe("the window over a long thread", () => {
  const entries = Array.from({ length: 1000 }, (_, index) => bot(`m${index}`, noon + index));

  test("shows the newest and follows them", () => {
    expect(windowStart(entries, undefined)).toBe(880);
    expect(windowStart(entries.slice(0, 50), undefined)).toBe(0);
  });

  test("moves on in strides, so that most new messages take none away", () => {
    const starts = [140, 141, 160, 179, 180].map((length) => windowStart(entries.slice(0, length), undefined));
    expect(starts).toEqual([40, 40, 40, 40, 80]);
  });

  test("stays where it is while older entries are read, also when more are loaded before them", () => {
    expect(windowStart(entries, "m400")).toBe(400);
    expect(windowStart([bot("older", 0), ...entries], "m400")).toBe(401);
  });

  test("steps upwards to the oldest", () => {
    expect(stepUp(entries, "m880")).toBe("m780");
    expect(stepUp(entries, "m30")).toBe("m0");
  });
});

describe("what a screen reader says of a message", () => {
  const t = createTranslate("en");

  test("a text without its marks, then what can be chosen", () => {
    const message = {
      type: "text" as const,
      text: "**Open** now\n- [site](https://a.example)",
      buttons: [{ type: "postback" as const, label: "Call", link: "call" }],
      quickReplies: [
        { type: "text" as const, label: "Yes" },
        { type: "text" as const, label: "No" },
      ],
    };
    expect(spokenText(message, t)).toBe("Open now\nsite\nCall\nSuggested answers: Yes, No");
  });

  test("a carousel by its cards, a picture by its description", () => {
    const cards = ["Oslo", "Paris"].map((title) => ({ title, buttons: [] }));
    expect(spokenText({ type: "carousel", cards, quickReplies: [] }, t)).toBe("2 cards\nOslo\nParis");
    const media = { kind: "image" as const, url: "https://a.example/x.png", alt: "A map of the building" };
    expect(spokenText({ type: "media", media, buttons: [], quickReplies: [] }, t)).toBe("A map of the building");
    const items = [
      { label: "Brest", link: "b" },
      { label: "Dieppe", link: "d" },
    ];
    expect(spokenText({ type: "list", text: "**Which**?", items, quickReplies: [] }, t)).toBe("Which?\nBrest\nDieppe");
    const location = { title: "Pier 4", address: "The quay", latitude: 1, longitude: 2 };
    expect(spokenText({ type: "location", location, buttons: [], quickReplies: [] }, t)).toBe("Pier 4\nThe quay");
    const custom = { type: "custom" as const, name: "seat", data: 1, alt: "Seat 4", speak: "four", quickReplies: [] };
    expect(spokenText(custom, t)).toBe("Seat 4");
  });
});

describe("addresses", () => {
  test("only those that open something are let through", () => {
    for (const good of ["https://a.example", "/terms", "mailto:a@b.example", "tel:+331"])
      expect(safeUrl(good)).toBe(good);
    for (const bad of [
      "javascript:alert(1)",
      " javascript:1",
      "java\nscript:1",
      "data:text/html,x",
      "blob:x",
      "http://",
    ])
      expect(safeUrl(bad)).toBe(undefined);
  });

  test("media may come as data, pages may not", () => {
    expect(safeMediaUrl("data:image/png;base64,AA")).toBe("data:image/png;base64,AA");
    expect(safeMediaUrl("data:text/html,hi")).toBe(undefined);
  });
});

test("days are named by how far they are", () => {
  const { day } = createTexts("en-GB");
  expect(day(noon - minute, noon)).toBe("Today");
  expect(day(noon - 24 * 60 * minute, noon)).toBe("Yesterday");
  expect(day(new Date(2026, 0, 5).getTime(), noon)).toBe("Monday 5 January");
  expect(day(new Date(2025, 0, 5).getTime(), noon)).toBe("5 January 2025");
});

test("a bot is at work while it types or its text grows; with nothing to read yet it counts as thinking", () => {
  const state = createScriptedChat().getState();
  const written = (text: string): Entry => ({
    ...bot("s", noon),
    type: "message",
    author: { role: "bot" },
    message: { type: "text", text, buttons: [], quickReplies: [] },
    progress: "streaming",
  });
  expect(botWork(state)).toBe("none");
  expect(botWork({ ...state, typing: true })).toBe("thinking");
  expect(botWork({ ...state, entries: [written("")] })).toBe("thinking");
  expect(botWork({ ...state, entries: [written("So"), visitor("v", noon)] })).toBe("writing");
  expect(botWork({ ...state, entries: [bot("b", noon)] })).toBe("none");
});
