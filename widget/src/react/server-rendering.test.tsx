import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { Entry } from "#chat/chat.ts";
import { strings as french } from "#i18n/locales/fr.ts";
import { Chat } from "./Chat.tsx";
import { ChatProvider } from "./ChatProvider.tsx";
import { useChat } from "./hooks/use-chat.ts";
import { wordsOf } from "./testing/read-screen.tsx";
import { createScriptedChat } from "./testing/scripted-chat.ts";
import { Thread } from "./parts/Thread.tsx";

const noon = new Date(2026, 2, 3, 12, 0).getTime();

function said(text: string, author: { role: string; name?: string } = { role: "bot" }): Entry {
  const message = { type: "text" as const, text, buttons: [], quickReplies: [] };
  return { type: "message", key: text, at: noon, author, message, progress: "complete" };
}

function asked(text: string, delivery: { type: "sent" } | { type: "failed"; code: string } = { type: "sent" }): Entry {
  return { type: "visitor", key: text, at: noon, content: { type: "text", text }, delivery };
}

function renderThread(...entries: Entry[]): string {
  return renderToString(
    <ChatProvider chat={createScriptedChat({ entries })} locale="en-GB">
      <Thread />
    </ChatProvider>,
  );
}

describe("on a server", () => {
  test("a floating chat is its launcher and a closed dialog, in the language whose texts it is given", () => {
    const html = renderToString(<Chat endpoint="https://bot.example/web" locale="fr" strings={french} />);
    expect(html).toContain('aria-label="Discussion" aria-expanded="false" aria-haspopup="dialog"');
    expect(html).toMatch(/<dialog(?! open)[^>]*aria-label="Discutez avec nous"/);
    expect(html).not.toContain(" style=");
  });

  test("texts that the browser will fetch are left out, and not English for a moment", () => {
    const html = renderToString(
      <Chat endpoint="https://bot.example/web" locale="fr" strings={{ heading: "La SNCF" }} />,
    );
    expect(html).toContain('aria-label="Discussion"');
    expect(html).toContain("La SNCF");
    const visible = html.replaceAll(/ aria-label="[^"]*"/g, "");
    expect(visible).not.toMatch(/Send|Write|Close|Conversation|Chat with/);
    expect(html).toMatch(/<dialog[^>]* lang="en"/); // A name is better than none.
    expect(html).toContain('aria-label="Your message"');
  });

  test("a part without a provider says what it needs", () => {
    const Alone = () => <>{useChat().getState().unread}</>;
    expect(() => renderToString(<Alone />)).toThrow("needs a <ChatProvider>");
  });
});

describe("a thread", () => {
  test("names the author of each message, and the delivery state of the visitor's", () => {
    const html = renderThread(
      asked("Hello"),
      said("Good morning"),
      said("I am Nora", { role: "agent", name: "Nora" }),
      asked("Lost?", { type: "failed", code: "unauthorized" }),
    );
    expect(wordsOf(html)).toContain(
      "You said: Hello 12:00 Assistant said: Good morning 12:00 Nora said: Nora I am Nora 12:00 You said: Lost? 12:00 Not sent",
    );
  });

  test("shows what looks like HTML as the text it is", () => {
    const html = renderThread(said('<img src=x onerror="alert(1)">'), asked("<script>alert(2)</script>"));
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("&lt;img src=x");
  });

  test("opens links in a new tab that cannot reach back, and never runs one", () => {
    const html = renderThread(said("https://a.example and [this](javascript:alert(1))"));
    expect(html.match(/<a [^>]*>/g)).toEqual([
      '<a class="causerie-link" href="https://a.example" target="_blank" rel="noopener noreferrer">',
    ]);
  });

  test("a mail or a call begins where the visitor is, and no new tab is announced", () => {
    const buttons = ["mailto:fares@a.example", "tel:+49301234"].map((url) => ({
      type: "url" as const,
      label: url,
      url,
    }));
    const message = { type: "text" as const, text: "[mail](mailto:b@a.example)", buttons, quickReplies: [] };
    const author = { role: "bot" };
    const html = renderThread({ type: "message", key: "b", at: noon, author, message, progress: "complete" });
    expect(html.match(/<a [^>]*>/g)).toEqual([
      '<a class="causerie-link" href="mailto:b@a.example">',
      '<a class="causerie-button" part="button" dir="auto" href="mailto:fares@a.example">',
      '<a class="causerie-button" part="button" dir="auto" href="tel:+49301234">',
    ]);
    expect(html).not.toContain("new tab");
  });

  test("a button with an address that would run something is only its label", () => {
    const button = { type: "url" as const, label: "Press me", url: "javascript:alert(1)" };
    const message = { type: "text" as const, text: "", buttons: [button], quickReplies: [] };
    const entry: Entry = {
      type: "message",
      key: "b",
      at: noon,
      author: { role: "bot" },
      message,
      progress: "complete",
    };
    const html = renderThread(entry);
    expect(html).toContain("Press me");
    expect(html).not.toContain("javascript:");
  });

  test("draws only the newest of five thousand messages", () => {
    const html = renderThread(...Array.from({ length: 5000 }, (_, index) => said(`number ${index}`)));
    expect(html.match(/<li class="causerie-message"/g)?.length).toBeLessThan(150);
    expect(html).toContain("number 4999");
  });

  test("a site's own renderer replaces the built-in one", () => {
    const card = { title: "Ticket", buttons: [] };
    const entry: Entry = {
      type: "message",
      key: "c",
      at: noon,
      author: { role: "bot" },
      message: { type: "card", card, quickReplies: [] },
      progress: "complete",
    };
    const html = renderToString(
      <ChatProvider
        chat={createScriptedChat({ entries: [entry] })}
        renderers={{ card: ({ message }) => <em>{message.card.title} of ours</em> }}
      >
        <Thread />
      </ChatProvider>,
    );
    expect(html).toContain("Ticket");
    expect(html).toContain("<em>");
  });
});
