import { buffer } from "node:stream/consumers";
import { createBot, type FileScanner, messenger, story } from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { startFileServer } from "#support/files/file-server.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const files = story("files", { events: ["attachment"] }).handle(async ({ event: { content }, blobs }) => {
  const all = content.type === "attachment" ? content.attachments : [];
  const said = all.map(async ({ blob = "", missing }) => {
    const kept = await blobs.get(blob);
    return kept === undefined ? String(missing) : (await buffer(kept.content())).toString();
  });
  return (await Promise.all(said)).join(", ");
});

/** What the bot of a page says to pictures with these names. */
async function send(scanner: FileScanner, ...names: string[]) {
  await using cdn = await startFileServer(({ url }, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(`bytes of ${url}`),
  );
  await using graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  const bot = createBot({ stories: [files], fallback: () => "?" });
  await using server = await startTestServer({ bot, connectors: [page], scanner });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  const attachments = names.map((name) => ({ type: "image", payload: { url: `${cdn.url}/${name}` } }));
  await ana.sendRaw({ message: { mid: "m_1", attachments } });
  await server.idle();
  await graph.idle();
  return graph.sent(ana.psid).map(({ text }) => text);
}

test("the scanner looks at each file that came from Messenger, and no story gets one that it refuses", async () => {
  const seen: string[] = [];
  const scanner: FileScanner = {
    async scan({ mediaType, content }) {
      const bytes = (await buffer(content())).toString();
      seen.push(`${mediaType} ${bytes}`);
      return bytes.endsWith("bad") ? "refused" : "clean";
    },
  };
  expect(await send(scanner, "good", "bad")).toEqual(["bytes of /good, scanner"]);
  expect(seen).toEqual(["image/png bytes of /good", "image/png bytes of /bad"]);
});

test("a scanner that knows later is asked again; one that never answers lets no file through", async () => {
  const asked: string[] = [];
  const scanner: FileScanner = {
    async scan({ content }) {
      const bytes = (await buffer(content())).toString();
      asked.push(bytes);
      if (bytes.endsWith("never")) throw new Error("no answer");
      return asked.length === 1 ? "later" : "clean";
    },
  };
  expect(await send(scanner, "slow", "never")).toEqual(["bytes of /slow, not_scanned"]);
  expect(asked).toEqual(["slow", "slow", "never", "never", "never"].map((name) => `bytes of /${name}`));
});
