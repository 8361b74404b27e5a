import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import { openChat } from "#support/widget/open-chat.ts";

test.each([0, 3])("a log under another name, its numbers %i higher, announces only what is new", async (higher) => {
  await using server = await startFakeChatServer();
  using chat = openChat({ endpoint: server.endpoint, transports: ["socket"] });
  const announced: string[] = [];
  chat.on("message", ({ entry }) => announced.push(entry.key));
  chat.start();
  await chat.connected();
  server.log().append(botText("one"), botText("two"));
  await chat.untilScreen("one", "two");
  const shown = [...announced];
  expect(shown).toHaveLength(2);

  const log = server.log();
  const kept = log.events.map(({ seq: _seq, at: _at, ...body }) => body) as ReturnType<typeof botText>[];
  log.events = [];
  log.epoch = "e2";
  log.append(...Array.from({ length: higher }, (_, index) => botText(`earlier ${index}`)), ...kept, botText("three"));
  server.cut();
  await chat.reconnected(({ entries }) => entries.length === higher + 3);
  expect(announced.slice(shown.length)).toEqual([chat.getState().entries.at(-1)?.key]);

  log.events = [];
  log.epoch = "e3";
  log.append(botText("another history"), botText("of another server"));
  server.cut();
  await chat.reconnected(({ entries }) => entries.length === 2);
  expect(announced).toHaveLength(shown.length + 1);
});
