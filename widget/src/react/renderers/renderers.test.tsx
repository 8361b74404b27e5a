import type { Button as ButtonData, Message } from "@causerie/protocol";
import { Component, memo, type ReactNode, useId } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { MessageEntry, VisitorEntry } from "#chat/chat.ts";
import { ChatProvider } from "#react/ChatProvider.tsx";
import { Footnotes } from "#react/extras/Footnotes.tsx";
import { MessageBody } from "#react/extras/MessageBody.tsx";
import { VisitorFiles } from "#react/extras/VisitorFiles.tsx";
import { Avatar } from "#react/features/face/Avatar.tsx";
import { feature } from "#react/features/face/face.tsx";
import type { ButtonRendererProps, Renderers } from "#react/extras/renderers.ts";
import { Button } from "#react/message/Buttons.tsx";
import { RichText } from "#react/message/rich-text/RichText.tsx";
import { Thread } from "#react/parts/Thread.tsx";
import { createScriptedChat } from "#react/testing/scripted-chat.ts";
import { wordsOf } from "#react/testing/read-screen.tsx";
import { Spoken } from "./spoken.tsx";

const at = Date.UTC(2026, 10, 29);
const bot = (message: Message): MessageEntry => {
  return { type: "message", key: "m1", at, author: { role: "bot" }, message, progress: "complete" };
};
const answer: Message = {
  type: "text",
  text: "Two **ferries**",
  buttons: [
    { type: "postback", label: "Seats", link: "seats" },
    { type: "url", label: "Map", url: "https://harbour.example/map" },
    { type: "url", label: "Trap", url: "javascript:alert(1)" },
  ],
  quickReplies: [{ type: "text", label: "Thanks" }],
};
const card: Message = {
  type: "card",
  card: {
    title: "Pier 4",
    subtitle: "At sea",
    image: { url: "https://harbour.example/pier.png", alt: "A pier" },
    buttons: [],
  },
  quickReplies: [],
};

function drawThread(renderers: Renderers | undefined, message: Message = answer): string {
  const entries = [
    {
      type: "visitor",
      key: "v1",
      at,
      content: { type: "text", text: "ferries?" },
      delivery: { type: "sent" },
    } as const,
    bot(message),
  ];
  return renderToString(
    <ChatProvider
      chat={createScriptedChat({ entries, quickReplies: message.quickReplies })}
      locale="en"
      renderers={renderers}
    >
      <Thread />
    </ChatProvider>,
  );
}

/** What is announced of a message. */
function announce(renderers: Renderers, message: Message): string {
  return renderToString(
    <ChatProvider chat={createScriptedChat()} locale="en" renderers={renderers}>
      <Spoken entry={bot(message)}>the usual words</Spoken>
    </ChatProvider>,
  );
}

describe("a page draws in its own manner", () => {
  test("buttons by their kind, and the others with the default", () => {
    const words = wordsOf(
      drawThread({
        buttons: {
          url: ({ button, href }) => <b>{`${button.url} is ${href ?? "unsafe"}`}</b>,
          default: ({ button }) => <i>{`[${button.label}]`}</i>,
        },
      }),
    );
    expect(words).toContain("https://harbour.example/map is https://harbour.example/map");
    expect(words).toContain("javascript:alert(1) is unsafe");
    expect(words).toContain("[Seats]");
    expect(words).toContain("[Thanks]");
  });

  test("quick replies apart from buttons, with what the chat would draw", () => {
    const html = drawThread({ buttons: { quickReply: ({ children }) => <em>{children}</em> } });
    expect(html).toMatch(/<em><button[^>]*causerie-quick-reply[^>]*><span>Thanks/);
    expect(html).not.toMatch(/<em>[^/]*Seats/);
  });

  test("the bot's words apart from the visitor's", () => {
    const words = wordsOf(
      drawThread({ texts: { default: ({ text }) => text.toUpperCase(), user: ({ text }) => `"${text}"` } }),
    );
    expect(words).toContain("TWO **FERRIES**");
    expect(words).toContain("&quot;ferries?&quot;");
  });

  test("a card's picture and its words", () => {
    const html = renderToString(
      <ChatProvider
        chat={createScriptedChat()}
        locale="en"
        renderers={{
          images: { default: () => "no", card: ({ src, alt }) => <s title={src}>{alt}</s> },
          texts: { phrase: ({ text }) => `~${text}~` },
        }}
      >
        <MessageBody message={card} entryKey="m1" />
      </ChatProvider>,
    );
    expect(html).toContain('<s title="https://harbour.example/pier.png">A pier</s>');
    expect(html).toContain("~Pier 4~");
    expect(html).toContain("~At sea~");
  });

  test("who speaks, that somebody writes, the sources, and the visitor's files", () => {
    const renderers: Renderers = {
      typing: ({ name = "somebody", children }) => (
        <i title={name}>
          <b />
          {children}
        </i>
      ),
      avatar: ({ name, src }) => <s title={src ?? "no picture"}>{name}</s>,
      sources: ({ sources }) => <q>{sources.map(({ title, href }) => `${title} at ${href ?? "no page"}`).join()}</q>,
      files: ({ files, text, entryKey }) => <u title={entryKey}>{[...files.map(({ name }) => name), text].join()}</u>,
    };
    const footnotes = [
      { title: "Fares", url: "https://harbour.example/fares" },
      { title: "Trap", url: "javascript:alert(1)" },
    ];
    const content = { type: "files", files: [{ id: "f1", name: "pier.png" }], text: "Here" };
    const entry = { type: "visitor", key: "v1", at, content, delivery: { type: "sent" } } as unknown as VisitorEntry;
    const fromAda: MessageEntry = { ...bot(answer), author: { role: "agent", name: "Ada" } };
    const html = renderToString(
      <ChatProvider chat={createScriptedChat({ typing: true, entries: [fromAda] })} locale="en" renderers={renderers}>
        {feature.parts.Typing !== undefined && <feature.parts.Typing />}
        <Avatar name="Ada" picture="javascript:alert(1)" />
        <Footnotes footnotes={footnotes} />
        <VisitorFiles entry={entry} />
      </ChatProvider>,
    );
    expect(html).toMatch(/<i title="Ada"><b><\/b><div class="causerie-typing"/);
    expect(html).toContain('<s title="no picture">Ada</s>');
    expect(html).toContain("<q>Fares at https://harbour.example/fares,Trap at no page</q>");
    expect(html).toContain('<u title="v1">pier.png,Here</u>');
  });

  test("with what it replaces, which is the chat's own inside of it", () => {
    const html = drawThread({
      texts: { default: ({ text }) => <RichText text={`${text}!`} /> },
      buttons: { postback: ({ button }) => <Button button={{ ...button, label: "Other" }} /> },
    });
    expect(html).toContain("<strong><span>ferries</span></strong><span>!</span>");
    expect(wordsOf(html)).toContain("Other");
  });

  test("with a class, with what memo makes, and with nothing", () => {
    class Old extends Component<ButtonRendererProps<Extract<ButtonData, { type: "postback" }>>> {
      override render(): ReactNode {
        return <u>{this.props.children}</u>;
      }
    }
    expect(drawThread({ buttons: { postback: Old } })).toContain("<u><button");
    expect(drawThread({ buttons: { postback: memo(() => <u>memo</u>) } })).toContain("<u>memo</u>");
    expect(drawThread({})).toBe(drawThread(undefined));
  });
});

describe("what a renderer gives is announced", () => {
  test("of a whole message, and drawn without its words", () => {
    const renderers: Renderers = {
      text: ({ message }) => {
        useId();
        return { node: <b>{message.text.length}</b>, spoken: "Fifteen letters" };
      },
    };
    expect(drawThread(renderers)).toContain("<b>15</b>");
    expect(announce(renderers, answer)).toBe("Assistant said: Fifteen letters\nSuggested answers: Thanks");
  });

  test("of its parts, each in its place", () => {
    const said = announce(
      {
        buttons: {
          url: ({ button }) => ({ node: null, spoken: `link ${button.label}` }),
          quickReply: () => ({ node: null, spoken: "thank you" }),
        },
        texts: { default: () => ({ node: null, spoken: "Some ferries" }) },
      },
      answer,
    );
    expect(said.split("\n")).toEqual([
      "Assistant said: Some ferries",
      "Seats",
      "link Map",
      "link Trap",
      "Suggested answers: thank you",
    ]);
  });

  test("of a card's picture, which is not said otherwise", () => {
    expect(announce({ texts: { phrase: ({ text }) => text } }, card)).toBe("Assistant said: Pier 4\nAt sea");
    const images: Renderers["images"] = { card: ({ src }) => ({ node: null, spoken: `picture ${src.slice(-8)}` }) };
    expect(announce({ images }, card)).toBe("Assistant said: Pier 4\nAt sea\npicture pier.png");
  });

  test("the usual words, where no renderer says others", () => {
    expect(announce({ text: () => "drawn" }, answer)).toBe("the usual words");
    expect(announce({ error: () => "drawn" }, answer)).toBe("the usual words");
  });
});
