import { createRef } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChatProvider } from "./ChatProvider.tsx";
import { createScriptedChat } from "./testing/scripted-chat.ts";
import { Composer } from "./primitives/composer.tsx";
import { Buttons } from "./primitives/buttons.tsx";
import { Panel } from "./primitives/panel.tsx";
import { QuickReplies } from "./primitives/quick-replies.tsx";
import { joinRefs, mergeProps } from "./primitives/slot.ts";
import { Thread } from "./primitives/thread.tsx";

test("parts draw one element each, with the page's props, and the page's element in its place", () => {
  const html = renderToStaticMarkup(
    <ChatProvider chat={createScriptedChat()} locale="en">
      <Composer.Root className="mine" data-test="root">
        <Composer.Input rows={3} className="field" />
        <Composer.Send asChild>
          <button className="go" type="submit">
            Go
          </button>
        </Composer.Send>
        <Composer.Stop>Stop</Composer.Stop>
      </Composer.Root>
    </ChatProvider>,
  );
  expect(html).toMatch(/^<form class="mine" data-test="root"><textarea rows="3"/);
  expect(html).toContain('class="field"');
  const buttons = html.match(/<button[^]*?<\/button>/g) ?? [];
  expect(buttons).toHaveLength(1);
  for (const part of ['class="go"', 'type="submit"', 'aria-disabled="true"', 'aria-label="', ">Go<"])
    expect(buttons[0]).toContain(part);
});

test("a part outside its root, and a child that is no element, say what to do", () => {
  const draw = (node: React.ReactNode) => () =>
    renderToStaticMarkup(<ChatProvider chat={createScriptedChat()}>{node}</ChatProvider>);
  expect(draw(<Composer.Send />)).toThrow("needs a <Composer.Root> around it");
  expect(draw(<Composer.Root asChild>words</Composer.Root>)).toThrow("asChild needs one element");
});

test("handlers are composed, the page's first, and one that prevents the default is the last", () => {
  const called: string[] = [];
  const event = { defaultPrevented: false };
  const part = { onClick: () => called.push("part"), className: "a", style: { color: "red" }, id: "part" };
  const merged = mergeProps(part, {
    onClick: (given: typeof event) => {
      called.push("page");
      given.defaultPrevented = called.length > 2;
    },
    className: "b",
    style: { margin: 0 },
    id: undefined,
  });
  merged.onClick(event);
  merged.onClick(event);
  expect(called).toEqual(["page", "part", "page"]);
  expect(merged).toMatchObject({ className: "a b", style: { color: "red", margin: 0 }, id: "part" });
});

test("refs of both are set", () => {
  const object = createRef<string>();
  let given: string | null = null;
  joinRefs(object, (value: string | null) => void (given = value), undefined)("element");
  expect([object.current, given]).toEqual(["element", "element"]);
});

const draw = (node: React.ReactNode, state: Parameters<typeof createScriptedChat>[0] = {}): string =>
  renderToStaticMarkup(
    <ChatProvider chat={createScriptedChat(state)} locale="en">
      {node}
    </ChatProvider>,
  );

test("a thread, its suggestions and its buttons in parts, each of the page's own look", () => {
  const html = draw(
    <Panel.Root heading="Help" className="help">
      <Thread.Root asChild>
        <main id="log">
          <Thread.Earlier>Earlier</Thread.Earlier>
          <Thread.Empty />
          <Thread.Entries className="all" entry={({ key }) => <li key={key}>{key}</li>} />
          <Thread.Typing />
        </main>
      </Thread.Root>
      <QuickReplies.Root
        reply={(reply, index) => (
          <li key={index}>
            <QuickReplies.Item reply={reply} asChild>
              {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the part gives it */}
              <button className="mine" />
            </QuickReplies.Item>
          </li>
        )}
      />
      <Buttons.Postback button={{ type: "postback", label: "Seats", link: "seats" }} />
      <Buttons.Link button={{ type: "url", label: "Map", url: "https://harbour.example/" }}>To the map</Buttons.Link>
      <Buttons.Link button={{ type: "url", label: "Trap", url: "javascript:alert(1)" }} />
    </Panel.Root>,
    {
      hasEarlier: true,
      entries: [
        { type: "visitor", key: "v1", at: 1, content: { type: "text", text: "Hi" }, delivery: { type: "sent" } },
      ],
      quickReplies: [{ type: "text", label: "Thanks" }],
    },
  );
  expect(html).toContain('<section aria-label="Help" class="help"><main');
  expect(html).toMatch(/<main id="log"[^>]*aria-label="Conversation"/);
  expect(html).toContain('aria-disabled="false">Earlier</button>');
  expect(html).toContain('<ol class="all"><li>v1</li></ol>');
  expect(html).toMatch(/<ul aria-label="Suggested answers"><li><button[^>]*class="mine"[^>]*>Thanks<\/button>/);
  expect(html).toContain('dir="auto">Seats</button>');
  expect(html).toMatch(/<a href="https:\/\/harbour.example\/"[^>]*>To the map<\/a>/);
  for (const absent of ["Trap", "javascript", "<p"]) expect(html).not.toContain(absent);
});

test("what there is nothing for is not drawn, and what there is says it", () => {
  const parts = (
    <>
      <Thread.Earlier>Earlier</Thread.Earlier>
      <Thread.Empty />
      <Thread.Typing />
      <QuickReplies.Root reply={() => <li />} />
      <Panel.Trigger open={false} onOpenChange={() => {}}>
        Chat
      </Panel.Trigger>
    </>
  );
  expect(draw(parts, { loaded: false, unread: 2 })).toBe(
    '<button type="button" aria-expanded="false" aria-label="Chat, 2 unread messages">Chat</button>',
  );
  const html = draw(parts, { typing: true });
  expect(html.match(/<p>[^<]+<\/p>/g)).toHaveLength(2);
});
