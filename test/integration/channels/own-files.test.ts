import type { LogEvent, Media } from "@causerie/protocol";
import { createBot, file, image, messenger, story, text, web } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { startFakeGraph } from "@causerie/fake-graph";
import { expect, test } from "vitest";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";

/** Files that a story has made: on each channel the person gets the bytes. */

const pdf = Buffer.from("%PDF-1.7 a ticket to Lille");

const ticket = story("ticket", { keywords: ["ticket"] }).handle(async function* (turn) {
  const kept = await turn.keepFile(pdf, { name: "ticket.pdf", mediaType: "application/pdf" });
  yield file(kept, { alt: "Your ticket" });
});
const picture = story("picture", { keywords: ["picture"] });
const map = picture.handle(async (turn) =>
  image(await turn.keepFile(redPixel, { name: "map.png", mediaType: "image/png" }), {
    alt: "The way to platform 4",
    ...(turn.text.includes("again") && { buttons: [{ label: "Again", to: picture.link() }] }),
  }),
);
const page = story("page", { keywords: ["page"] }).handle(async (turn) =>
  file(await turn.keepFile("<script>alert(1)</script>", { name: "a.html", mediaType: "text/html" }), { alt: "A page" }),
);
const wrong = story("wrong", { keywords: ["wrong"] }).handle(async (turn) => {
  const tries = [
    () => turn.keepFile("x", { name: "../x", mediaType: "text/plain" }),
    () => turn.keepFile("x", { name: "x", mediaType: "text/plain\r\nSet-Cookie: a=b" }),
    () => turn.keepFile(Buffer.alloc(100_000_001), { name: "x", mediaType: "text/plain" }),
    () => turn.send(file({ blob: "../etc/passwd", name: "x", mediaType: "text/plain", bytes: 1 }, { alt: "x" })),
  ];
  const said = await Promise.all(tries.map((attempt) => attempt().then(() => "done", String)));
  return text(said.join("\n"));
});

const bot = createBot({ stories: [ticket, map, page, wrong], fallback: (_turn, reason) => `fallback: ${reason}` });

/** As the stand-in for Meta keeps what is uploaded. */
const dataUrl = (mediaType: string, bytes: Buffer) => ({
  type: "url",
  url: `data:${mediaType};base64,${bytes.toString("base64")}`,
});

const mediaOf = (events: readonly LogEvent[]): Media[] =>
  events.flatMap((event) => (event.type === "message" && event.message.type === "media" ? [event.message.media] : []));

async function startWeb() {
  const server = await startTestServer({ bot, connectors: [web({ origins: [] })] });
  const ada = await RestClient.start(`${server.url}/web`);
  let said = 0;
  return {
    server,
    ada,
    async say(words: string): Promise<LogEvent[]> {
      await ada.send(`m${(said += 1)}`, words);
      await server.idle();
      return (await ada.events()).body.events;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("on the web a file of a story is read by the link in its message, and later by a new one that its page asks for", async () => {
  await using world = await startWeb();
  const [media] = mediaOf(await world.say("my ticket"));
  expect(media).toEqual({
    kind: "file",
    alt: "Your ticket",
    name: "ticket.pdf",
    url: expect.stringContaining(`${world.server.url}/web/v1/files/`),
    file: { id: "2.0", name: "ticket.pdf", mediaType: "application/pdf", bytes: pdf.length },
  });
  const served = await fetch(media?.url ?? "");
  expect(served.headers.get("content-type")).toBe("application/pdf");
  expect(served.headers.get("content-disposition")).toMatch(/^inline; filename="ticket\.pdf"/);
  expect(Buffer.from(await served.bytes()).equals(pdf)).toBe(true);
  const { url } = (await new UploadClient(world.ada).link("2.0")).body;
  expect(await (await fetch(url)).text()).toBe(String(pdf));
  // The snapshot has a link, too.
  const { body: snapshot } = await world.ada.snapshot();
  expect(await (await fetch(mediaOf(snapshot.events)[0]?.url ?? "")).text()).toBe(String(pdf));
});

test("nobody else gets a link, and with the conversation file and links are gone", async () => {
  await using world = await startWeb();
  const [media] = mediaOf(await world.say("my ticket"));
  const bob = await RestClient.start(`${world.server.url}/web`);
  expect((await new UploadClient(bob).link("2.0")).status).toBe(404);
  await world.server.people.delete({ connectorId: "web", userId: world.ada.session.visitorId });
  expect((await fetch(media?.url ?? "")).status).toBe(404);
});

test("what a browser would run is saved, and runs nowhere", async () => {
  await using world = await startWeb();
  const [media] = mediaOf(await world.say("a page"));
  const served = await fetch(media?.url ?? "");
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "content-disposition": expect.stringMatching(/^attachment/),
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
  });
});

test("a name, a type or a size that is none, and a file that was not kept, are refused with what to do", async () => {
  await using world = await startWeb();
  const events = await world.say("wrong");
  const last = events.findLast((event) => event.type === "message");
  expect(last?.message).toMatchObject({ type: "text" });
  const said = last?.message.type === "text" ? last.message.text.split("\n") : [];
  expect(said).toEqual([
    expect.stringMatching(/^TypeError: the name of a file is one such as "ticket\.pdf"/),
    expect.stringMatching(/^TypeError: the type of a file is one such as "application\/pdf"/),
    expect.stringMatching(/^RangeError: the file "x" has more than 100000000 bytes/),
    expect.stringMatching(/use what turn\.keepFile has given/),
  ]);
});

test("to Messenger the bytes are uploaded, once for the same picture, alone and on a card with buttons", async () => {
  await using graph = await startFakeGraph({ ...metaPage, fetchMedia: true });
  const connectors = [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })];
  await using server = await startTestServer({ bot, connectors });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  for (const words of ["picture", "picture again", "ticket"]) {
    await ana.say(words);
    await server.idle();
    await graph.idle();
  }
  expect(graph.sent(ana.psid).map(({ content }) => content)).toMatchObject([
    { type: "media", mediaType: "image", source: dataUrl("image/png", redPixel) },
    { type: "media_card", source: dataUrl("image/png", redPixel) },
    { type: "media", mediaType: "file", source: dataUrl("application/pdf", pdf) },
  ]);
  expect(graph.journal.filter(({ path }) => path.endsWith("/message_attachments"))).toHaveLength(2);
});

test("the test kit keeps files as a server does", async () => {
  const answer = await simulate(bot).say("ticket");
  expect(answer.messages).toMatchObject([
    { type: "media", media: { name: "ticket.pdf", file: { bytes: pdf.length } } },
  ]);
});
