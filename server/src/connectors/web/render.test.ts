import { messageSchema } from "@causerie/protocol";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { BotMessage } from "#channel/message.ts";
import { render } from "./render.ts";

const plain = { buttons: [], quickReplies: [] };

test("what a neutral message says, the web says, with nothing lost", () => {
  const message: BotMessage = {
    type: "carousel",
    cards: [
      {
        title: "Lamp",
        subtitle: "Warm",
        image: { url: "https://shop.example/lamp.png", alt: "A lamp" },
        buttons: [{ type: "url", label: "Buy", url: "http://shop.example/lamp" }],
      },
    ],
    quickReplies: [{ type: "text", label: "More", imageUrl: "https://shop.example/more.png" }],
  };
  expect(render(message)).toEqual({ payloads: [message], losses: [] });
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//evil.test/x",
  "/relative",
  "https:evil",
  "https://",
  "",
])("an address that is not of the web (%o) never reaches a page, and its loss is named", (url) => {
  const card = { title: "T", image: { url, alt: "" }, buttons: [{ type: "url" as const, label: "Go", url }] };
  const reply = { type: "text" as const, label: "Yes", imageUrl: url };
  expect(render({ type: "text", text: "t", buttons: card.buttons, quickReplies: [reply] })).toEqual({
    payloads: [{ type: "text", text: "t", buttons: [], quickReplies: [{ type: "text", label: "Yes" }] }],
    losses: [
      { rule: "image_dropped", detail: "quick reply 1: its url must begin with https:// or http://" },
      { rule: "button_dropped", detail: "button 1: its url must begin with https:// or http://" },
    ],
  });
  expect(render({ type: "carousel", cards: [{ title: "a", buttons: [] }, card], quickReplies: [] })).toEqual({
    payloads: [
      {
        type: "carousel",
        cards: [
          { title: "a", buttons: [] },
          { title: "T", buttons: [] },
        ],
        quickReplies: [],
      },
    ],
    losses: [
      { rule: "button_dropped", detail: "card 2, button 1: its url must begin with https:// or http://" },
      { rule: "image_dropped", detail: "card 2: its url must begin with https:// or http://" },
    ],
  });
});

test("media that cannot be shown becomes the text that stands for it", () => {
  const media = { kind: "image" as const, url: "/lamp.png", alt: "A lamp" };
  expect(render({ type: "media", media, ...plain })).toEqual({
    payloads: [{ type: "text", text: "A lamp", ...plain }],
    losses: [{ rule: "media_dropped", detail: "media: its url must begin with https:// or http://" }],
  });
  expect(render({ type: "media", media, caption: "Look", ...plain }).payloads).toEqual([
    { type: "text", text: "Look", ...plain },
  ]);
});

test("an author's own form for the web is used when it is a message of the protocol, and checked like any other", () => {
  const native = (payload: unknown, ...others: unknown[]): BotMessage => ({
    type: "text",
    text: "neutral",
    ...plain,
    on: { web: [payload, ...others].map((one) => ({ channel: "web", payload: one })), messenger: [] },
  });
  expect(render(native({ type: "text", text: "for the web", ...plain }))).toEqual({
    payloads: [{ type: "text", text: "for the web", ...plain }],
    losses: [],
  });
  const evil = {
    type: "text",
    text: "x",
    buttons: [{ type: "url", label: "Go", url: "javascript:1" }],
    quickReplies: [],
  };
  expect(render(native(evil)).payloads).toEqual([{ type: "text", text: "x", ...plain }]);
  expect(render(native({ type: "hologram" }))).toEqual({
    payloads: [{ type: "text", text: "neutral", ...plain }],
    losses: [{ rule: "native_invalid", detail: "the native of web is no message of the protocol" }],
  });
  expect(
    render(native({ type: "text", text: "one", ...plain }, { type: "text", text: "two", ...plain })).losses,
  ).toEqual([{ rule: "native_dropped", detail: "all natives of web but the first" }]);
});

test("whatever is rendered is a message of the protocol, without the forms of other channels", () => {
  const message: BotMessage = {
    type: "text",
    text: "t",
    ...plain,
    on: { messenger: [{ channel: "messenger", payload: 1 }] },
  };
  const [payload] = render(message).payloads;
  expect(payload).toEqual({ type: "text", text: "t", ...plain });
  expect(v.is(messageSchema, payload)).toBe(true);
});
