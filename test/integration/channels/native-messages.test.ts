import { type BotMessage, type NativeMessage, messengerMessage, text, webMessage } from "@causerie/server";
import { render } from "@causerie/server/connectors/messenger/render/render.ts";
import { createPayloads } from "@causerie/server/connectors/messenger/payload.ts";
import { render as renderForWeb } from "@causerie/server/connectors/web/render/render.ts";
import { expect, test } from "vitest";
import { collectTokens } from "#support/messenger/collect-tokens.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));
const renderForMessenger = (message: BotMessage) => render(message, payloads, collectTokens().toToken);
const forWeb = webMessage({ type: "text", text: "On the web", buttons: [], quickReplies: [] });
const forMessenger = messengerMessage({ text: "In Messenger" });

test("each channel gets the message that was written for it, and the others get the neutral message", () => {
  const both = text("neutral", { on: { web: [forWeb], messenger: [forMessenger] } });
  expect(renderForWeb(both)).toEqual({ payloads: [forWeb.payload], losses: [] });
  expect(renderForMessenger(both)).toEqual({ payloads: [{ text: "In Messenger" }], losses: [] });
  const one = text("neutral", { on: { web: [forWeb] } });
  expect(renderForMessenger(one).payloads).toEqual([{ text: "neutral" }]);
});

test("a message for one channel does not compile under another, and is not sent there", () => {
  // @ts-expect-error a web message is none for Messenger
  const toMessenger = text("neutral", { on: { messenger: [forWeb] } });
  expect(renderForMessenger(toMessenger)).toEqual({
    payloads: [{ text: "neutral" }],
    losses: [{ rule: "native_refused", detail: "messenger messages 1" }],
  });
  // @ts-expect-error a Messenger message is none for the web
  const toWeb = text("neutral", { on: { web: [forMessenger] } });
  expect(renderForWeb(toWeb)).toEqual({
    payloads: [{ type: "text", text: "neutral", buttons: [], quickReplies: [] }],
    losses: [{ rule: "native_invalid", detail: "the native of web is no message of the protocol" }],
  });
});

test("a native message that its channel does not know does not compile", () => {
  // @ts-expect-error Messenger has no such message
  expect(messengerMessage({ kind: "text" }).channel).toBe("messenger");
  // @ts-expect-error the web has no such message
  expect(webMessage({ text: "In Messenger" }).channel).toBe("web");
});

test("a channel of another author's connector accepts its own messages", () => {
  const forPigeons: NativeMessage<"pigeon"> = { channel: "pigeon", payload: { leg: "left" } };
  expect(text("neutral", { on: { pigeon: [forPigeons] } }).on).toEqual({ pigeon: [forPigeons] });
});
