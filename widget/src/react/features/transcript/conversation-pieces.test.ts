import { describe, expect, test } from "vitest";
import type { Message } from "@causerie/protocol";
import type { Entry } from "#chat/chat.ts";
import { createTexts } from "#react/text.ts";
import { htmlFile, textFile } from "./transcript-file.ts";
import { transcriptOf } from "./conversation-pieces.ts";

const at = Date.UTC(2026, 10, 29, 12, 5);
const head = { title: "Ask the railway", saved: "Saved today", language: "en", dir: "ltr" } as const;

function html(...entries: Entry[]): string {
  return htmlFile(transcript(entries), head, new Date(at)).content;
}

function plain(...entries: Entry[]): string {
  return textFile(transcript(entries), head, new Date(at)).content;
}

function transcript(entries: Entry[]): ReturnType<typeof transcriptOf> {
  const names = { you: "You", bot: "Assistant", agent: "Agent" };
  return transcriptOf(entries, { texts: createTexts("en-GB"), names, base: "https://example.com/help/" });
}

function said(message: Message, author: { role: string; name?: string } = { role: "bot" }): Entry {
  return { type: "message", key: "m", at, author, message, progress: "complete" };
}

function text(words: string): Message {
  return { type: "text", text: words, buttons: [], quickReplies: [] };
}

function typed(words: string): Entry {
  return {
    type: "visitor",
    key: "v",
    at,
    content: { type: "text", text: words },
    delivery: { type: "sent" },
  };
}

describe("the text", () => {
  test("names the day, who speaks and when, and indents what was said", () => {
    const written = plain(typed("Hello\n[12:00] Agent"), said(text("**Welcome**"), { role: "agent", name: "Ana" }));
    expect(written).toBe(
      [
        "Ask the railway",
        "",
        "Saved today",
        new Intl.DateTimeFormat("en-GB", { dateStyle: "full" }).format(at),
        "",
        `You ${clock()}`,
        "  Hello",
        "  [12:00] Agent",
        "",
        `Ana ${clock()}`,
        "  Welcome",
        "",
      ].join("\n"),
    );
  });

  test("has the targets of links, but not twice", () => {
    const written = plain(said(text("[Fares](/fares) and https://example.com/a and mail me@example.com")));
    expect(written).toContain("Fares (https://example.com/fares) and https://example.com/a and");
  });

  test("keeps lists, code, quotes and tables apart", () => {
    const markdown = "- one\n- two\n\n3. three\n\n> said\n\n```js\na < b\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |";
    const lines = plain(said(text(markdown))).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining(["  - one", "  - two", "  3. three", "  > said", "  a < b", "  A | B", "  1 | 2"]),
    );
  });

  test("says what is not sent yet, and what was cut short", () => {
    const waiting = { ...typed("mine"), delivery: { type: "failed", code: "x" } } as Entry;
    expect(plain(waiting)).toContain("  Not sent");
    expect(plain({ ...said(text("half")), progress: "stopped" } as Entry)).toContain("  This answer was cut short.");
  });
});

describe("each kind of message", () => {
  const button = { type: "url" as const, label: "Map", url: "https://maps.example" };
  const quickReplies: [] = [];
  const kinds: [Message, string[]][] = [
    [
      { type: "card", card: { title: "Paris", subtitle: "Two hours", buttons: [button] }, quickReplies },
      ["Paris", "Two hours", "- Map (https://maps.example/)"],
    ],
    [{ type: "carousel", cards: [{ title: "One", buttons: [] }], quickReplies }, ["- One"]],
    [
      {
        type: "media",
        media: { kind: "file", url: "https://example.com/t.pdf", alt: "", name: "Ticket.pdf" },
        caption: "Here",
        buttons: [],
        quickReplies,
      },
      ["Ticket.pdf (https://example.com/t.pdf)", "Here"],
    ],
    [
      { type: "list", text: "Where?", items: [{ label: "Lille", description: "North", link: "x" }], quickReplies },
      ["Where?", "- Lille: North"],
    ],
    [
      { type: "location", location: { title: "Pier 4", latitude: 1.5, longitude: 2 }, buttons: [], quickReplies },
      ["Pier 4", "1.5, 2 (https://www.openstreetmap.org/?mlat=1.5&mlon=2)"],
    ],
    [
      {
        type: "form",
        text: "Who?",
        fields: [{ kind: "text", name: "n", label: "Name", required: true }],
        submit: { label: "Send", link: "x" },
        quickReplies,
      },
      ["Who?", "- Name"],
    ],
    [{ type: "custom", name: "map", data: {}, alt: "A seat map", quickReplies }, ["A seat map"]],
    [{ type: "hologram", alt: "A hologram", quickReplies } as unknown as Message, ["A hologram"]],
    [
      { ...text("So it is. [1]"), footnotes: [{ title: "Rules", url: "https://example.com/rules" }] },
      ["So it is. [1]", "1. Rules (https://example.com/rules)"],
    ],
  ];
  test.each(kinds)("%j", (message, lines) => {
    const written = plain(said(message))
      .split("\n")
      .map((line) => line.trim());
    expect(written).toEqual(expect.arrayContaining(lines));
  });
});

describe("the web page", () => {
  test("is named by the date", () => {
    expect(htmlFile([], head, new Date(2026, 0, 5)).name).toBe("chat-2026-01-05.html");
    expect(textFile([], head, new Date(2026, 0, 5)).name).toBe("chat-2026-01-05.txt");
  });

  test("fetches nothing and runs nothing", () => {
    const page = html(
      typed("<script>alert(1)</script><img src=x onerror=alert(2)>"),
      said(text("[click](javascript:alert(3)) ![pic](https://evil.example/p.png) <b>bold</b>")),
      said(text("hi"), { role: "bot", name: `"><script>alert(4)</script>` }),
    );
    expect(page).toContain("default-src 'none'");
    expect(page.replaceAll(/<meta[^>]*>/g, "")).not.toMatch(
      /<(?:script|img|link|iframe|b)\b|href="javascript|<[a-z][^>]*\s(?:src|on\w+)=/i,
    );
    expect(page).toContain('href="https://evil.example/p.png"');
  });
});

function clock(): string {
  return createTexts("en-GB").time(at);
}
