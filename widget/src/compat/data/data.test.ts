import { describe, expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { fromEntry, fromQuickReply } from "./from-entry.ts";
import { htmlToMarkdown } from "./html-to-markdown.ts";
import { forgetStored, readStored } from "./stored-history.ts";
import { toButton, toMessage, toQuickReply } from "./to-message.ts";
import type { MessageData } from "./types.ts";

describe("the HTML of Tock's bots", () => {
  test.for([
    ["plain", "plain"],
    ["<b>Two</b> <em>ferries</em>", "**Two** *ferries*"],
    ["one<br/>two<br>three", "one\ntwo\nthree"],
    ["<p>one</p><p>two</p>", "one\n\ntwo"],
    ["<ul><li>one</li><li>two</li></ul>", "- one\n- two"],
    [
      '<a target="_blank" href="https://harbour.example/a?b=1&amp;c=2">Map</a>',
      "[Map](https://harbour.example/a?b=1&c=2)",
    ],
    ["5 &lt; 6 &amp; 7 &#62; 6 &#x1F600; &unknown;", "5 < 6 & 7 > 6 😀 &unknown;"],
    ["5 < 6", "5 < 6"],
    ["<script>alert(1)</script>safe<style>p{}", "safe"],
    ['<img src=x onerror="alert(1)">after', "after"],
    ["<a href='javascript:alert(1)'>x</a>", "[x](javascript:alert%281%29)"],
  ])("%s", ([html = "", markdown]) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  test("many opening signs take linear time", () => {
    const started = performance.now();
    htmlToMarkdown("<a".repeat(50_000) + "<script".repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("their data and ours", () => {
  test.for<MessageData>([
    {
      type: "message",
      author: "bot",
      message: "Hello",
      buttons: [
        { label: "Seats", payload: "seats?n=1" },
        { label: "Map", url: "https://harbour.example", imageUrl: "/map.png", target: "_self" },
        { label: "Pier", url: "https://harbour.example", windowFeatures: "width=400,height=500" },
      ],
      metadata: {},
    },
    {
      type: "card",
      title: "Pier",
      subTitle: "At sea",
      imageUrl: "https://harbour.example/p.png",
      imageAlternative: "A pier",
      buttons: [],
      metadata: {},
    },
    { type: "carousel", cards: [{ type: "card", title: "One", buttons: [] }], metadata: {} },
    { type: "image", title: "A pier", url: "https://harbour.example/p.png", alternative: "A pier", metadata: {} },
    { type: "widget", widgetData: { type: "seat-map", data: { seat: 12 } }, metadata: { RESPONSE_ID: "1" } },
  ])("there and back: $type", (data) => {
    const entry: Entry = {
      type: "message",
      key: "m1",
      at: 1,
      author: { role: "bot" },
      message: toMessage(data),
      progress: "complete",
    };
    expect(fromEntry(entry)).toEqual(data);
  });

  test.for([
    [{ windowFeatures: "innerHeight=10, popup" }, { window: { width: 600, height: 100 } }],
    [{ windowFeatures: "minwidth=400,noopener=no", target: "_TOP" }, { target: "_top" }],
    [{ windowFeatures: "width=javascript:1", target: "somebody" }, {}],
  ])("of a window its size counts, and of a target a place that has no name: %j", ([given, opening]) => {
    const button = { label: "Map", url: "/map" };
    expect(toButton({ ...button, ...given })).toEqual({ type: "url", ...button, ...opening });
  });

  test("quick replies by what they send", () => {
    for (const reply of [
      { label: "A", payload: "a" },
      { label: "A", nlpText: "an A" },
      { label: "A", imageUrl: "/a.png" },
    ])
      expect(fromQuickReply(toQuickReply(reply))).toEqual(reply);
    expect(toQuickReply({ label: "A", payload: "" })).toEqual({ type: "text", label: "A" });
  });

  test("metadata stays with its message, and other messages have none", () => {
    const data = { type: "message", author: "bot", message: "Hi", metadata: { INTENT: "greet" } } as const;
    expect(toMessage(data).metadata).toEqual({ INTENT: "greet" });
    expect(toMessage({ ...data, metadata: undefined })).not.toHaveProperty("metadata");
  });
});

describe("what the kit has left in the browser", () => {
  const text = (message: string): MessageData => ({ type: "message", author: "bot", message });
  const areaOf = (items: Record<string, string>) => {
    const values = new Map(Object.entries(items));
    return {
      getItem: (name: string) => values.get(name) ?? null,
      removeItem: (name: string) => void values.delete(name),
      values,
    };
  };
  const whole = {
    userId: "LABC",
    tockMessageHistory: JSON.stringify(Array.from({ length: 12 }, (_, index) => text(`m${index}`))),
    tockQuickReplyHistory: JSON.stringify([{ label: "Yes", payload: "yes" }]),
    tockHandledResponses: JSON.stringify({ r1: 2 }),
    tockLastMessageTimestamp: "1000000",
  };

  test("all five, the newest messages only", () => {
    const stored = readStored(areaOf(whole), "", 1_060_000);
    expect(stored).toMatchObject({ userId: "LABC", handledResponses: { r1: 2 }, lastMessageAt: 1_000_000 });
    expect(stored.history?.quickReplies).toEqual([{ label: "Yes", payload: "yes" }]);
    expect(stored.history?.messages.map((data) => "message" in data && data.message)).toEqual(
      Array.from({ length: 10 }, (_, index) => `m${index + 2}`),
    );
    expect(readStored(areaOf(whole), "", 1_060_000, { most: 3 }).history?.messages).toHaveLength(3);
  });

  test("with the page's prefix, and none of another one's", () => {
    const prefixed = Object.fromEntries(Object.entries(whole).map(([name, value]) => [`shop_${name}`, value]));
    expect(readStored(areaOf(prefixed), "shop", 0).userId).toBe("LABC");
    expect(readStored(areaOf(prefixed), "", 0)).toMatchObject({ userId: undefined, history: null });
  });

  test("nothing that is older than the page wants", () => {
    expect(readStored(areaOf(whole), "", 1_060_000, { maxAge: 60 }).history).not.toBeNull();
    expect(readStored(areaOf(whole), "", 1_061_000, { maxAge: 60 }).history).toBeNull();
  });

  test.for([
    "no JSON",
    "{}",
    "null",
    '[null, 1, {"type":"message"}, {"type":"carousel","cards":[1]}, {"type":"sound"}]',
  ])("nothing of another shape: %s", (tockMessageHistory) => {
    const area = areaOf({ tockMessageHistory, tockQuickReplyHistory: "[{}]", tockHandledResponses: "[" });
    expect(readStored(area, "", 0)).toEqual({
      userId: undefined,
      history: null,
      handledResponses: {},
      lastMessageAt: undefined,
    });
  });

  test("nothing where the browser refuses", () => {
    const refuse = (): never => {
      throw new Error("denied");
    };
    expect(readStored({ getItem: refuse }, "", 0).history).toBeNull();
    expect(() => forgetStored({ removeItem: refuse }, "")).not.toThrow();
  });

  test("cleared: the conversation goes, the visitor stays", () => {
    const area = areaOf(whole);
    forgetStored(area, "");
    expect([...area.values.keys()]).toEqual(["userId", "tockHandledResponses", "tockLastMessageTimestamp"]);
  });
});
