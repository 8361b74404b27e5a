import { expect, test } from "vitest";
import {
  type BotMessage,
  carousel,
  createBot,
  image,
  type InboundEvent,
  messenger,
  messengerMessage,
  messengerTemplate,
  story,
  text,
} from "@causerie/server";
import { startFakeGraph } from "@causerie/fake-graph";
import { startFileServer } from "#support/files/file-server.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** Files that are uploaded before a message: for media cards, and because Meta cannot fetch what is in the server's store. */

const say = story("say", { keywords: ["say"], events: ["attachment"] });
const button = { type: "web_url" as const, title: "Site", url: "https://www.example.com/" };

async function startWorld(answer: (event: InboundEvent) => BotMessage, more: Parameters<typeof pageOptions>[0] = {}) {
  const graph = await startFakeGraph({ ...metaPage, fetchMedia: true });
  const cdn = await startFileServer(({ url = "" }, response) =>
    response.setHeader("content-type", url.endsWith(".png") ? "image/png" : "text/html").end(`bytes of ${url}`),
  );
  const bot = createBot({ stories: [say.handle((turn) => answer(turn.event))], fallback: () => "fallback" });
  const connector = messenger({ ...pageOptions(more), graphBaseUrl: graph.baseUrl });
  const server = await startTestServer({ bot, connectors: [connector] });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  const idle = async (): Promise<void> => {
    await server.idle();
    await graph.idle();
  };
  return {
    graph,
    cdn,
    ana,
    server,
    idle,
    uploads: () => graph.journal.filter(({ path }) => path.endsWith("/message_attachments")),
    async say() {
      await ana.say("say");
      await idle();
    },
    shown: () => graph.sent(ana.psid).map(({ content }) => content),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await cdn[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a picture with buttons is a media card, from any address", async () => {
  const urls: string[] = [];
  await using world = await startWorld(() =>
    image(urls[0] ?? "", { alt: "Lille", buttons: [{ label: "Say", to: say.link() }] }),
  );
  urls.push(`${world.cdn.url}/a.png`);
  await world.say();
  await world.say();
  const source = { type: "url", url: urls[0] };
  const card = { type: "media_card", mediaType: "image", source, buttons: [expect.objectContaining({ title: "Say" })] };
  expect(world.shown()).toEqual([card, card]);
  // The address may show another file by now.
  expect(world.uploads()).toHaveLength(2);
});

test("an address whose files stay the same is uploaded once, until Meta forgets it", async () => {
  const urls: string[] = [];
  await using world = await startWorld(
    () =>
      text("x", {
        on: {
          messenger: [
            messengerTemplate({
              template_type: "media",
              elements: [{ media_type: "image", url: urls[0] ?? "", buttons: [button] }],
            }),
          ],
        },
      }),
    { reuseFiles: true },
  );
  urls.push(`${world.cdn.url}/a.png`);
  await world.say();
  await world.say();
  expect(world.cdn.asked).toEqual(["/a.png"]);
  world.graph.advance(91 * 24 * 3_600_000);
  await world.say();
  expect(world.cdn.asked).toEqual(["/a.png", "/a.png"]);
  expect(world.shown()).toHaveLength(3);
});

test("a file that somebody sent is sent on with its bytes, and again by Meta's id of it", async () => {
  const kept: string[] = [];
  await using world = await startWorld(({ content }) => {
    if (content.type === "attachment") kept.push(content.attachments[0]?.blob ?? "");
    const payload = { blob: kept[0] ?? "" };
    return text("x", {
      on: {
        messenger: [
          messengerMessage({ attachment: { type: "image", payload } }),
          messengerTemplate({
            template_type: "media",
            elements: [{ media_type: "image", ...payload, buttons: [button] }],
          }),
        ],
      },
    });
  });
  await world.ana.sendAttachment("image", `${world.cdn.url}/mine.png`);
  await world.idle();
  await world.say();
  const url = `data:image/png;base64,${btoa("bytes of /mine.png")}`;
  const source = { type: "url", url };
  expect(world.shown()).toEqual(
    [1, 2].flatMap(() => [
      { type: "media", mediaType: "image", source },
      expect.objectContaining({ type: "media_card", source }),
    ]),
  );
  expect(world.uploads()).toHaveLength(1);
});

test("what Meta does not take as a card is shown apart from its buttons, or as its address", async () => {
  const paths = ["/page.html"];
  const at: string[] = [];
  await using world = await startWorld(() =>
    image(`${at[0]}${paths[0]}`, { alt: "Lille", buttons: [{ label: "Say", to: say.link() }] }),
  );
  at.push(world.cdn.url);
  world.graph.failNext(1, { code: 100 }, { path: "/message_attachments" });
  paths[0] = "/a.png";
  await world.say();
  expect(world.shown().map(({ type }) => type)).toEqual(["media", "buttons"]);
  paths[0] = "/page.html";
  await world.say();
  const last = world.graph.sent(world.ana.psid).at(-1);
  expect(last).toMatchObject({ text: `${world.cdn.url}/page.html`, quickReplies: [{ title: "Say" }] });
});

test("an upload of which nobody knows whether it was taken is made again, and the message goes out once", async () => {
  const urls: string[] = [];
  await using world = await startWorld(() =>
    image(urls[0] ?? "", { alt: "Lille", buttons: [{ label: "Say", to: say.link() }] }),
  );
  urls.push(`${world.cdn.url}/a.png`);
  world.graph.failNext(1, { closeAfterAccept: true }, { path: "/message_attachments" });
  await world.ana.say("say");
  await world.graph.waitFor(() => world.shown().length === 1, 15_000);
  await world.idle();
  expect(world.uploads()).toHaveLength(2);
  expect(world.shown()).toHaveLength(1);
});

test("a later try of a message finds what an earlier one has uploaded", async () => {
  const urls: string[] = [];
  await using world = await startWorld(() =>
    image(urls[0] ?? "", { alt: "Lille", buttons: [{ label: "Say", to: say.link() }] }),
  );
  urls.push(`${world.cdn.url}/a.png`);
  world.graph.failNext(1, { code: 1200 }, { path: "/messages" });
  await world.ana.say("say");
  await world.graph.waitFor(() => world.shown().length === 1, 15_000);
  expect(world.uploads()).toHaveLength(1);
});

test("a file that the store does not have any more costs only its own message", async () => {
  const gone = { attachment: { type: "image" as const, payload: { blob: "a".repeat(64) } } };
  await using world = await startWorld(() =>
    text("x", { on: { messenger: [messengerMessage(gone), messengerMessage({ text: "after it" })] } }),
  );
  await world.say();
  expect(world.graph.sent(world.ana.psid).map((sent) => sent.text)).toEqual(["after it"]);
  expect(world.uploads()).toEqual([]);
});

test("a grid that Meta refuses is its pictures, one after the other", async () => {
  const at: string[] = [];
  await using world = await startWorld(() =>
    carousel(
      ["a", "b"].map((name) => ({ title: "", image: { url: `${at[0]}/${name}.png`, alt: name } })),
      {
        quickReplies: [{ label: "Say", to: say.link() }],
      },
    ),
  );
  at.push(world.cdn.url);
  await world.say();
  world.graph.failNext(1, { code: 100 }, { path: "/messages" });
  await world.say();
  expect(world.shown().map(({ type }) => type)).toEqual(["other", "media", "media"]);
  expect(world.graph.sent(world.ana.psid).at(-1)?.quickReplies).toHaveLength(1);
});
