import { text } from "node:stream/consumers";
import { createBot, story } from "@causerie/server";
import { expect, test } from "vitest";
import { chatroom } from "#support/connectors/chatroom.ts";
import { chatroomSecrets, FakeChatroom } from "#support/connectors/fake-chatroom.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const read = story("read", { events: ["attachment"] }).handle(async ({ event: { content }, blobs }) => {
  const [attachment] = content.type === "attachment" ? content.attachments : [];
  const file = await blobs.get(attachment?.blob ?? "");
  return file === undefined ? "There is no file." : `${file.mediaType}, ${file.bytes}: ${await text(file.content())}`;
});

test("a story reads the file that a person has sent, also when the platform has it no more", async () => {
  await using platform = await FakeChatroom.start();
  const bot = createBot({ stories: [read], fallback: () => "?" });
  const connectors = [chatroom({ ...chatroomSecrets, apiUrl: platform.url })];
  await using server = await startTestServer({ bot, connectors });
  platform.webhookUrl = `${server.url}/chatroom`;
  platform.files.set("list.txt", "Brot, Käse");
  const file = { type: "file", from: { id: "u1" }, file: "list.txt", mediaType: "text/plain" } as const;
  expect(await platform.send({ ...file, message: "s1" })).toBe("accepted");
  platform.files.clear();
  await server.idle();
  expect(platform.shown()).toEqual(["text/plain, 11: Brot, Käse"]);
});
