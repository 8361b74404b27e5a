import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  type BotOptions,
  createBot,
  type InboundAttachment,
  messenger,
  type MessengerOptions,
  type SpeechToText,
  story,
  text,
  type Turn,
} from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { startFileServer } from "#support/files/file-server.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const files = story("files", { events: ["attachment"] });
const fares = story("fares", { keywords: ["how much"] });
const north = story("north");

async function describe({ kind, blob, missing, url }: InboundAttachment, turn: Turn): Promise<string> {
  const file = blob === undefined ? undefined : await turn.blobs.get(blob);
  if (file === undefined) return `${kind} ${missing ?? (url === undefined ? "" : "link")}`;
  return `${kind} ${file.mediaType} ${(await buffer(file.content())).toString()}`;
}

/** What the page has, and what its bot says to this. */
async function startWorld(options: Partial<BotOptions> = {}, more: Partial<MessengerOptions> = {}) {
  let open = 0;
  let most = 0;
  const cdn = await startFileServer((request, response) => {
    most = Math.max(most, (open += 1));
    response.once("close", () => (open -= 1));
    const path = request.url ?? "";
    if (path === "/gone") return response.writeHead(404).end();
    if (path === "/huge") return response.writeHead(200, { "content-length": 30_000_000 }).end();
    const mediaType = path.endsWith(".mp4") ? "audio/mp4" : "image/png";
    setTimeout(() => response.writeHead(200, { "content-type": mediaType }).end(`bytes of ${path}`), 20);
    return response;
  });
  const graph = await startFakeGraph(metaPage);
  const bot = createBot({
    stories: [
      files.handle(async (turn) => {
        const { content } = turn.event;
        const all = content.type === "attachment" ? content.attachments : [];
        return (await Promise.all(all.map((each) => describe(each, turn)))).join(", ");
      }),
      fares.handle((turn) =>
        text(`5 euros, ${turn.text}`, { quickReplies: [{ label: "To the north", to: north.link() }] }),
      ),
      north.handle(() => "6 euros"),
    ],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    ...options,
  });
  const page = messenger({ ...pageOptions(more), graphBaseUrl: graph.baseUrl });
  const server = await startTestServer({ bot, connectors: [page] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  return {
    cdn,
    ana,
    mostAtOnce: () => most,
    async sends(...attachments: { type: string; payload: object }[]): Promise<(string | undefined)[]> {
      await ana.sendRaw({ message: { mid: `m_${attachments.length}_${Math.random()}`, attachments } });
      await server.idle();
      await graph.idle();
      return graph.sent(ana.psid).map((sent) => sent.text);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
      await cdn[Symbol.asyncDispose]();
    },
  };
}

test("all files of a message are fetched before its story runs, each by itself", async () => {
  await using world = await startWorld();
  const at = (path: string, type = "image") => ({ type, payload: { url: `${world.cdn.url}${path}` } });
  expect(await world.sends(at("/a.png"), at("/gone"), at("/huge", "video"), at("/b.png", "file"))).toEqual([
    "image image/png bytes of /a.png, image unreachable, video too_large, file image/png bytes of /b.png",
  ]);
  // What does not come is asked for twice.
  expect(world.cdn.asked.toSorted()).toEqual(["/a.png", "/b.png", "/gone", "/gone", "/huge"]);
});

test("of a message with many files as many are fetched as the operator wants, in their order, four at a time", async () => {
  await using world = await startWorld({}, { maxFiles: 6 });
  const album = Array.from({ length: 8 }, (_, index) => ({
    type: "image",
    payload: { url: `${world.cdn.url}/${index}.png` },
  }));
  const [said] = await world.sends(...album);
  const fetched = [0, 1, 2, 3, 4, 5].map((index) => `image image/png bytes of /${index}.png`);
  expect(said).toBe([...fetched, "image too_many", "image too_many"].join(", "));
  expect(world.cdn.asked).toHaveLength(6);
  expect(world.mostAtOnce()).toBeLessThanOrEqual(4);

  await using without = await startWorld({}, { maxFiles: 0 });
  expect(await without.sends({ type: "image", payload: { url: `${without.cdn.url}/a.png` } })).toEqual([
    "image too_many",
  ]);
});

test("nothing is fetched from anywhere else, and an address of a page is a link", async () => {
  await using world = await startWorld();
  const elsewhere = world.cdn.url.replace("127.0.0.1", "localhost");
  expect(
    await world.sends(
      { type: "image", payload: { url: `${elsewhere}/a.png` } },
      { type: "image", payload: { url: "https://169.254.169.254/latest/meta-data" } },
      { type: "fallback", payload: { url: `${world.cdn.url}/page`, title: "A page" } },
    ),
  ).toEqual(["image refused, image refused, fallback link"]);
  expect(world.cdn.asked).toEqual([]);
});

const voice = (world: { cdn: { url: string } }) => ({
  type: "audio",
  payload: { url: `${world.cdn.url}/voice.mp4` },
});

test("a voice note is understood like what is typed, as a wish and as a choice", async () => {
  const spoken: string[] = ["how much is it?", "to the north"];
  const asked: unknown[] = [];
  const speechToText: SpeechToText = ({ bytes, mediaType, locale }) => {
    asked.push([Buffer.from(bytes).toString(), mediaType, locale]);
    return spoken.shift();
  };
  await using world = await startWorld({ speechToText });
  expect(await world.sends(voice(world))).toEqual(["5 euros, how much is it?"]);
  expect(await world.sends(voice(world))).toEqual(["5 euros, how much is it?", "6 euros"]);
  const first = ["bytes of /voice.mp4", "audio/mp4", "en"];
  expect(asked).toEqual([first, first]);
});

test.each<[how: string, speechToText: SpeechToText]>([
  ["throws", () => Promise.reject(new Error("no quota"))],
  ["hears nothing", () => " "],
  ["says nothing", () => undefined],
  ["gives back what is no text", () => ({ text: "how much is it?" }) as unknown as string],
  ["gives back null", () => null as unknown as undefined],
])("a voice note is a file where the author's function %s", async (_how, speechToText) => {
  await using world = await startWorld({ speechToText });
  expect(await world.sends(voice(world))).toEqual(["audio audio/mp4 bytes of /voice.mp4"]);
});
