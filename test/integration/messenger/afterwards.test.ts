import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createBot, messenger, story } from "@causerie/server";
import { type FakeUser, startFakeGraph } from "@causerie/fake-graph";
import { startFileServer } from "#support/files/file-server.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** What people do with messages that are there already: they read, answer, change and take back. */

const past = story("past", { keywords: ["history"] });
const acts = story("acts", { events: ["edited", "deleted", "reaction", "optin", "account_linking", "channel_event"] });
const pictures = story("pictures", { events: ["attachment"] });
let files: string[] = [];
const bot = createBot({
  stories: [
    past.handle(async (turn) => {
      const known = await Promise.all(files.map((blob) => turn.blobs.get(blob)));
      const said = (await turn.history(20)).map(({ role, text, receipt }) => `${role} ${text} ${receipt ?? ""}`.trim());
      return [...said, `${known.filter((file) => file !== undefined).length} files`].join("; ");
    }),
    acts.handle(({ event: { content } }) => (content.type === "deleted" ? undefined : JSON.stringify(content))),
    pictures.handle(({ event: { content } }) => {
      files = content.type === "attachment" ? content.attachments.flatMap(({ blob }) => blob ?? []) : [];
    }),
  ],
  fallback: (turn) => `to ${turn.text}`,
});

async function startWorld() {
  const graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  const data = temporaryFolder();
  const server = await startTestServer({ bot, connectors: [page], data });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    graph,
    /** As if the files had come two hours ago: for an hour their bytes stay, because another message may be bringing them. */
    async ageFiles(): Promise<void> {
      const folder = join(data, "blobs", "recent");
      const at = Date.now() / 1_000 - 7_200;
      for (const mark of await readdir(folder, { recursive: true })) await utimes(join(folder, mark), at, at);
    },
    /** What the person reads after this. */
    async after(act: (ana: FakeUser) => Promise<unknown>): Promise<string[]> {
      const before = graph.sent(ana.psid).length;
      await act(ana);
      await server.idle();
      await graph.idle();
      return graph
        .sent(ana.psid)
        .slice(before)
        .map(({ text }) => text ?? "");
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

const message = (mid: string, text: string) => (ana: FakeUser) => ana.sendRaw({ message: { mid, text } });
const unsent = (mid: string) => (ana: FakeUser) => ana.sendRaw({ message: { mid, is_deleted: true } });

test("what a person takes back is gone from the log, with its changes and files", async () => {
  await using cdn = await startFileServer((_, response) => response.setHeader("content-type", "image/png").end("abc"));
  await using world = await startWorld();
  await world.after(message("m_1", "secret one"));
  await world.after((ana) => ana.sendRaw({ message_edit: { mid: "m_1", text: "secret two", num_edit: 1 } }));
  const attachments = [{ type: "image", payload: { url: cdn.url } }];
  await world.after((ana) => ana.sendRaw({ message: { mid: "m_2", attachments } }));
  const [before = ""] = await world.after(message("m_3", "history"));
  expect(before).toContain("user secret one");
  expect(before).toContain("1 files");
  await world.ageFiles();
  for (const mid of ["m_1", "m_2", "m_1"]) await world.after(unsent(mid));
  const [after = ""] = await world.after(message("m_4", "history"));
  expect(after).not.toMatch(/(^|; )user secret/);
  expect(after).toMatch(/0 files$/);
});

test("a message that comes after it was taken back is not answered", async () => {
  await using world = await startWorld();
  await world.after(unsent("m_1"));
  expect(await world.after(message("m_1", "secret"))).toEqual([]);
  const [after = ""] = await world.after(message("m_2", "history"));
  expect(after).not.toContain("secret");
});

test("stories are told of changes, reactions, replies, accounts and orders", async () => {
  await using world = await startWorld();
  await world.after(message("m_0", "hello"));
  expect(await world.after((ana) => ana.sendRaw({ message_edit: { mid: "m_1", text: "two", num_edit: "1" } }))).toEqual(
    ['{"type":"edited","messageId":"m_1","text":"two"}'],
  );
  expect(
    await world.after((ana) => ana.sendRaw({ reaction: { mid: "m_o1", action: "react", reaction: "love" } })),
  ).toEqual(['{"type":"reaction","messageId":"m_o1","emoji":"❤️","added":true}']);
  expect(await world.after((ana) => ana.sendRaw({ account_linking: { status: "unlinked" } }))).toEqual([
    '{"type":"account_linking","status":"unlinked"}',
  ]);
  expect(await world.after((ana) => ana.sendRaw({ order: { products: [], note: "soon" } }))).toEqual([
    '{"type":"channel_event","name":"order","data":{"products":[],"note":"soon"}}',
  ]);
});

test("a story can tell what has reached the person, and what they have read", async () => {
  await using world = await startWorld();
  await world.after(message("m_1", "one"));
  await world.after((ana) => ana.sendRaw({ delivery: { watermark: world.graph.now() }, timestamp: undefined }));
  expect(await world.after(message("m_2", "history"))).toEqual(["user one; bot to one delivered; 0 files"]);
  await world.after((ana) => ana.read());
  const [after = ""] = await world.after(message("m_3", "history"));
  expect(after).toContain("bot to one read");
});
