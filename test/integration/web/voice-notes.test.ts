import { createBot, type SpeechToText, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { startTestServer } from "#support/server/start-test-server.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { UploadClient } from "#support/web/upload-client.ts";

/** As a browser's recorder writes it: EBML, then anything. */
const note = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(5_000, 7)]);

const fares = story("fares", { keywords: ["how much"] }).handle((turn) => `5 euros, ${turn.text}`);
const files = story("files", { events: ["attachment"] }).handle((turn) =>
  turn.event.content.type === "attachment"
    ? turn.event.content.attachments.map(({ kind, mediaType }) => `${kind} ${mediaType}`).join()
    : "?",
);

async function sendNote(speechToText: SpeechToText | undefined): Promise<{ texts: string[]; client: RestClient }> {
  const bot = createBot({
    stories: [fares, files],
    fallback: () => "Sorry?",
    ...(speechToText === undefined ? {} : { speechToText }),
  });
  await using server = await startTestServer({
    bot,
    connectors: [web({ origins: [], uploads: { accept: ["audio/webm"] } })],
  });
  const ada = new UploadClient(await RestClient.start(`${server.url}/web`));
  const id = await ada.upload("note", note, { name: "voice-note.webm", mediaType: "audio/webm" });
  expect((await ada.send("m1", [{ uploadId: id }])).status).toBe(202);
  await server.idle();
  const { body } = await ada.client.snapshot();
  return { texts: textsOf(body.events), client: ada.client };
}

test("a voice note of the web is understood like what is typed, in the visitor's language", async () => {
  const asked: unknown[] = [];
  const { texts } = await sendNote(({ bytes, mediaType, locale }) => {
    asked.push([Buffer.from(bytes).equals(note), mediaType, locale]);
    return "how much is it?";
  });
  expect(texts).toEqual(["5 euros, how much is it?"]);
  expect(asked).toEqual([[true, "audio/webm", "en"]]);
});

test("without a function that hears, or where it hears nothing, it is a file", async () => {
  expect((await sendNote(undefined)).texts).toEqual(["audio audio/webm"]);
  expect((await sendNote(() => " ")).texts).toEqual(["audio audio/webm"]);
});
