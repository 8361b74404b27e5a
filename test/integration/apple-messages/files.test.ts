import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startAppleWorld } from "#support/apple-messages/apple-world.ts";
import { answerTo, type Fields } from "#support/apple-messages/answers.ts";
import { type FakeApple } from "#support/apple-messages/fake-apple.ts";

test("a file of the server's own is encrypted with a key of its own, and goes out with its words in one message", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  for (const _ of [1, 2]) await platform.say("picture");
  await server.idle();
  const sent = platform.sent.filter(({ type }) => type === "text");
  expect(sent.map(({ body }) => body)).toEqual(["\uFFFCHere it is.", "\uFFFCHere it is."]);
  const files = sent.flatMap(({ attachments }) => attachments as Fields[]);
  expect(files.map((file) => platform.opened(file))).toEqual(["PNG", "PNG"]);
  expect(files[0]).toMatchObject({ name: "lift.png", mimeType: "image/png", size: "3" });
  expect(new Set(files.map(({ key }) => key)).size).toBe(2);
  for (const { key } of files) expect(key).toMatch(/^00[0-9a-f]{64}$/);
});

test("files that people send are fetched and decrypted; one that is gone, or whose key is none, is named", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const file = (more: Fields = {}) => {
    const { "signature-base64": _both, ...kept } = platform.keep(Buffer.from("jpg"));
    return { name: "a.jpg", mimeType: "image/jpeg", ...kept, ...more };
  };
  await platform.say("\uFFFClook\uFFFC", { attachments: [file(), file({ mimeType: "audio/x-caf" })] });
  const gone = platform.keep(Buffer.from("gone"));
  platform.forget(gone);
  await platform.say("\uFFFC", { attachments: [{ name: "b.pdf", mimeType: "application/pdf", ...gone }] });
  await platform.say("\uFFFC", { attachments: [file({ key: "00abc" })] });
  await platform.say("\uFFFC", { attachments: [file({ owner: "line\nbreak" })] });
  await server.idle();
  expect(platform.shown()).toEqual([
    "files: image kept, audio kept, look",
    "files: file refused, no words",
    "files: image refused, no words",
    "files: image refused, no words",
  ]);
});

/** An answer that Apple keeps because it is large. */
function asReference(platform: FakeApple, answer: Fields, more: Fields = {}): Fields {
  const { interactiveData } = answer;
  const kept = platform.keep(Buffer.from(JSON.stringify({ v: 1, type: "interactive", interactiveData })));
  const { signature: _hex, ...reference } = kept;
  return { type: "interactive", interactiveDataRef: { ...reference, bid: "com.apple.bid", title: "Which?", ...more } };
}

test("a large answer is fetched, decrypted and read by the gateway; what cannot be opened is accepted and answered by nobody", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  await platform.say("order");
  await server.idle();
  const question = platform.sent.findLast(({ type }) => type === "interactive") ?? {};
  const answer = answerTo(question, "Terms");
  expect(await platform.post(asReference(platform, answer))).toBe("accepted");
  await server.idle();
  expect(platform.shown().at(-1)).toBe("Be kind.");
  expect(platform.calls.filter((call) => call.endsWith("/decodePayload"))).toHaveLength(1);
  const before = platform.shown().length;
  // Another key makes noise of it, which the gateway refuses.
  for (const key of [`00${"ab".repeat(32)}`, "ab".repeat(32), undefined])
    expect(await platform.post(asReference(platform, answer, { key }))).toBe("accepted");
  expect(await platform.post({ type: "interactive" })).toBe("accepted");
  await server.idle();
  expect(platform.shown()).toHaveLength(before);
});

test("a body that unpacks beyond its bound is refused, and nothing of it is stored", async () => {
  await using world = await startAppleWorld();
  const { platform, server } = world;
  const bomb = JSON.stringify({ v: 1, type: "text", body: "x".repeat(5_000_000) });
  expect(gzipSync(bomb).length).toBeLessThan(10_000);
  expect((await platform.request(bomb)).status).toBe(413);
  expect((await platform.request("{}", { headers: { "content-encoding": "br" } })).status).toBe(415);
  expect((await platform.request("{}", { pack: false, headers: { "content-encoding": "gzip" } })).status).toBe(400);
  expect((await platform.request("[1]")).status).toBe(400);
  expect((await fetch(`${platform.requestUrl}/message`)).status).toBe(405);
  expect((await fetch(platform.requestUrl, { method: "POST" })).status).toBe(404);
  expect(await platform.post({ type: "text", body: "news" }, { pack: false })).toBe("accepted");
  await server.idle();
  expect(platform.shown()).toEqual(["It snows."]);
});
