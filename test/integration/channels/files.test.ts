import { text } from "node:stream/consumers";
import { createBot, type FileScanner, story } from "@causerie/server";
import { type ConnectorHost, direct } from "@causerie/server/connector";
import { expect, test } from "vitest";
import { chatroom } from "#support/connectors/chatroom.ts";
import { chatroomSecrets, FakeChatroom } from "#support/connectors/fake-chatroom.ts";
import { hostile, type Shown } from "#support/connectors/hostile.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

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

test("of a file that came with its message nobody sees anything before the scanner calls it clean, also after a restart in between", async () => {
  const data = temporaryFolder();
  const shown: Shown = [];
  let asked = 0;
  async function start(verdict: "later" | "clean") {
    const was = Promise.withResolvers<ConnectorHost>();
    const looked = Promise.withResolvers<void>();
    const scanner: FileScanner = {
      scan() {
        asked += 1;
        looked.resolve();
        return verdict;
      },
    };
    const running = (host: ConnectorHost) => (was.resolve(host), {});
    const bot = createBot({ stories: [read], fallback: () => "?" });
    const connectors = [hostile(shown, { running })];
    const server = await startTestServer({ bot, connectors, data, scanner }, { graceMs: 10 });
    return { server, host: await was.promise, looked: looked.promise };
  }
  {
    const { server, host, looked } = await start("later");
    await using _ = server;
    const { id: blob } = await host.blobs.put(listOf("Brot"), { mediaType: "text/plain" }, 100);
    const where = { connectorId: "hostile", conversationId: "hostile:1", address: direct("1") };
    const event = { id: "m1", ...where, at: host.now() };
    await host.accept({ ...event, content: { type: "attachment", attachments: [{ kind: "file", blob }] } });
    await looked;
    const [logged] = await host.log.read("hostile:1", 0, 1);
    expect(logged).toMatchObject({ type: "visitor", content: { attachments: [{ kind: "file" }] } });
    expect(JSON.stringify(logged)).not.toContain('"blob"');
  }
  expect(shown).toEqual([]);
  const asks = asked;
  const { server } = await start("clean");
  await using _ = server;
  await server.idle();
  expect(shown).toEqual(["text/plain, 4: Brot"]);
  expect(asked).toBe(asks + 1);
});

async function* listOf(words: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(words);
}
