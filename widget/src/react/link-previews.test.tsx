import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { ChatProvider } from "./ChatProvider.tsx";
import type { Renderers } from "./extras/renderers.ts";
import { wordsOf } from "./testing/read-screen.tsx";
import { createScriptedChat } from "./testing/scripted-chat.ts";
import { LinkPreview } from "#react/features/link-previews/LinkPreview.tsx";
import { readMark, readPreview } from "#react/features/link-previews/read-preview.ts";

function draw(mark: unknown, renderers: Renderers = {}): string {
  return renderToString(
    <ChatProvider chat={createScriptedChat()} locale="en" renderers={renderers}>
      <LinkPreview mark={mark} />
    </ChatProvider>,
  );
}

test("until more is known the card says where the link leads, in words", () => {
  const html = draw({ id: "1", url: "https://www.harbour.example/Caf%C3%A9/%E0%A4%A" });
  expect(html).toContain('href="https://www.harbour.example/Caf%C3%A9/%E0%A4%A"');
  expect(wordsOf(html)).toContain("harbour.example /Caf%C3%A9/%E0%A4%A");
  expect(wordsOf(draw({ id: "1", url: "https://harbour.example/Caf%C3%A9?key=1" }))).toContain("/Café");
});

test("React draws it in another manner, with what the chat would draw", () => {
  const linkPreview: Renderers["linkPreview"] = ({ href, preview, children }) => (
    <section title={href}>
      {preview?.title ?? "waiting"} {children}
    </section>
  );
  const html = draw({ id: "1", url: "https://harbour.example/" }, { linkPreview });
  expect(html).toMatch(/<section title="https:\/\/harbour\.example\/">waiting.*causerie-link-preview/);
});

test.each([
  undefined,
  null,
  1,
  "a",
  {},
  { id: "1" },
  { id: 1, url: "https://a.example" },
  { id: "1", url: "javascript:1" },
])("%j is no mark", (mark) => {
  expect(readMark(mark)).toBeUndefined();
  expect(draw(mark)).not.toContain("causerie-link-preview");
});

test("an answer is read by its parts, and what does not fit is left out", () => {
  const image = { url: "https://chat.example/p", expiresInMs: 600_000 };
  const whole = { host: "a.example", title: "A", description: "B", siteName: "C", image };
  expect(readPreview({ preview: whole })).toEqual(whole);
  expect(
    readPreview({ preview: { ...whole, description: 1, siteName: "", image: { ...image, url: "javascript:1" } } }),
  ).toEqual({ host: "a.example", title: "A" });
  for (const none of [undefined, null, {}, { preview: null }, { preview: { title: "A" } }, { preview: { host: "a" } }])
    expect(readPreview(none)).toBeUndefined();
});
