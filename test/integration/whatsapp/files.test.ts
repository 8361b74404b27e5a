import { buffer } from "node:stream/consumers";
import { createBot, image, story } from "@causerie/server";
import { expect, test } from "vitest";
import { ana, messageOf } from "#support/whatsapp/business-number.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

const files = story("files", { events: ["attachment"] });
const picture = story("picture", { keywords: ["picture"] });
const page = story("page", { keywords: ["page"] });
const handlers = [
  files.handle(async ({ event: { content }, blobs }) => {
    const all = content.type === "attachment" ? content.attachments : [];
    const said = all.map(async ({ blob = "", missing, kind, mediaType }) => {
      const kept = await blobs.get(blob);
      const bytes = kept === undefined ? String(missing) : (await buffer(kept.content())).toString();
      return `${kind} ${mediaType ?? ""} ${bytes}`;
    });
    return (await Promise.all(said)).join(", ");
  }),
  picture.handle(async (turn) => {
    const kept = await turn.keepFile(new TextEncoder().encode("\u0089PNG"), { name: "a.png", mediaType: "image/png" });
    return image(kept, { alt: "A", caption: "Look", buttons: [{ label: "More", to: page.link() }] });
  }),
  page.handle(() => image("https://a.example/a.png", { alt: "A", caption: "There" })),
];
const bot = createBot({ stories: handlers, fallback: (turn) => `to ${turn.text}` });

test("what a person sends is fetched by its id, with the token, and kept", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  const id = platform.keepFile("bytes of a picture", "image/jpeg");
  const sent = { type: "image", image: { id, mime_type: "image/jpeg" } };
  expect(await after(() => platform.send(messageOf(ana, sent)))).toEqual(["image image/jpeg bytes of a picture"]);
  expect(platform.filesWithoutToken).toBe(0);
  const gone = { type: "document", document: { id: "none", mime_type: "application/pdf", filename: "a.pdf" } };
  expect(await after(() => platform.send(messageOf(ana, gone)))).toEqual(["file application/pdf refused"]);
});

test("a voice note is transcribed by the author's function, and understood like words", async () => {
  const speaking = createBot({
    stories: handlers,
    fallback: (turn) => `to ${turn.text}`,
    speechToText: ({ bytes, mediaType }) => `${new TextDecoder().decode(bytes)} as ${mediaType}`,
  });
  await using world = await startNumber(speaking);
  const { platform, after } = world;
  const id = platform.keepFile("what time is it", "audio/ogg");
  const audio = { id, mime_type: "audio/ogg; codecs=opus", voice: true };
  expect(await after(() => platform.send(messageOf(ana, { type: "audio", audio })))).toEqual([
    "to what time is it as audio/ogg",
  ]);
});

test("a file of the server's own is given to Meta once, and shown above words and buttons", async () => {
  await using world = await startNumber(bot);
  const { platform, after } = world;
  for (const _ of [1, 2]) expect(await after(() => platform.say("picture"))).toEqual(["Look"]);
  expect(platform.uploads).toMatchObject([{ mediaType: "image/png" }]);
  expect(platform.sent.at(-1)).toMatchObject({ content: { type: "button", header: { type: "image" } } });
  expect(await after(() => platform.tap("More"))).toEqual(["There"]);
  expect(platform.sent.at(-1)).toMatchObject({ type: "image", content: { link: "https://a.example/a.png" } });
});
