import { createRef } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChatProvider } from "./ChatProvider.tsx";
import { createScriptedChat } from "./testing/scripted-chat.ts";
import { Composer } from "./primitives/composer.tsx";
import { joinRefs, mergeProps } from "./primitives/slot.ts";

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
