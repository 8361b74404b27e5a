import { readRange } from "@causerie/server/connectors/web/files/read-range.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RestClient } from "#support/web/rest-client.ts";
import { redPixel, UploadClient } from "#support/web/upload-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

const accept = ["image/png", "application/pdf", "text/plain", "video/mp4"];

async function start(now?: () => number): Promise<{ host: WebHost; ada: UploadClient }> {
  const host = await startWebHost({ connectors: [{ uploads: { accept } }], ...(now === undefined ? {} : { now }) });
  return { host, ada: new UploadClient(await RestClient.start(`${host.url}/web`)) };
}

/** Sends the file in a message of its own. @returns a link to it. */
async function linkTo(ada: UploadClient, content: Buffer, name: string, mediaType: string): Promise<string> {
  const uploadId = await ada.upload(`upload-of-${content.length}`, content, { name, mediaType });
  const { body } = await ada.send(`message-of-${content.length}`, [{ uploadId }]);
  return (await ada.link(`${(body as { seq: number }).seq}.0`)).body.url;
}

test("a picture is shown, alone and without rights, to a page of any site that has the link", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const served = await fetch(await linkTo(ada, redPixel, 'Grüße "5" von Ö.png', "image/png"));
  expect(served.status).toBe(200);
  expect(Object.fromEntries(served.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(redPixel.length),
    "content-disposition":
      "inline; filename=\"Gr__e _5_ von _.png\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_5_%20von%20%C3%96.png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "accept-ranges": "bytes",
  });
  expect(Buffer.from(await served.arrayBuffer()).equals(redPixel)).toBe(true);
});

test.each([
  ["text/plain", "notes.txt", Buffer.from("hello"), "", "attachment"],
  ["application/pdf", "a.pdf", Buffer.from("%PDF-1.7 a"), "", "inline"],
  ["application/pdf", "a.pdf", Buffer.from("%PDF-1.7 a"), "?download=1", "attachment"],
  ["image/png", "a.png", redPixel, "?download=1", "attachment"],
])("%s (%s) is served as %s%s: %s", async (mediaType, name, content, query, disposition) => {
  const { host, ada } = await start();
  await using _ = host;
  const served = await fetch((await linkTo(ada, content, name, mediaType)) + query);
  expect(served.headers.get("content-disposition")).toMatch(new RegExp(`^${disposition}; `));
  expect(served.headers.get("content-type")).toBe(mediaType);
  expect(served.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a part of a film is served, as players ask for it", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const film = Buffer.concat([Buffer.from("\0\0\0\x20ftypisom", "latin1"), Buffer.from("0123456789".repeat(10))]);
  const url = await linkTo(ada, film, "a.mp4", "video/mp4");
  const ask = async (range: string): Promise<[number, string | null, string]> => {
    const response = await fetch(url, { headers: { Range: range } });
    return [response.status, response.headers.get("content-range"), await response.text()];
  };
  expect(await ask("bytes=12-15")).toEqual([206, "bytes 12-15/112", "0123"]);
  expect(await ask("bytes=110-")).toEqual([206, "bytes 110-111/112", "89"]);
  expect(await ask("bytes=-3")).toEqual([206, "bytes 109-111/112", "789"]);
  expect(await ask("bytes=100-5000")).toEqual([206, "bytes 100-111/112", film.subarray(100).toString()]);
  expect(await ask("bytes=112-")).toEqual([416, "bytes */112", ""]);
  for (const whole of ["bytes=0-1,4-5", "lines=1-2", "bytes=5-2", "bytes=-", "nonsense"])
    expect((await ask(whole))[0]).toBe(200);
});

test("whatever range is asked for, what is served lies in the file", () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([start, end]) => `bytes=${start}-${end}`),
    fc.nat().map((end) => `bytes=-${end}`),
  );
  fc.assert(
    fc.property(header, fc.integer({ min: 1, max: 1_000 }), (range, bytes) => {
      const part = readRange(range, bytes);
      if (part === undefined || part === "unsatisfiable") return;
      expect(part.start).toBeGreaterThanOrEqual(0);
      expect(part.start).toBeLessThanOrEqual(part.end);
      expect(part.end).toBeLessThan(bytes);
    }),
  );
});

test("a link is over after ten minutes, and nobody can make or change one", async () => {
  const clock = { now: Date.now() };
  const { host, ada } = await start(() => clock.now);
  await using _ = host;
  const url = await linkTo(ada, redPixel, "a.png", "image/png");
  expect((await fetch(url)).status).toBe(200);
  const token = url.split("/").at(-1) ?? "";
  const changed = [
    url.slice(0, -1),
    url.replace(token, `${token.slice(0, 60)}${token[60] === "A" ? "B" : "A"}${token.slice(61)}`),
    url.replace(token, "x"),
    url.replace(token, ada.client.session.token),
    `${url}x`,
  ];
  for (const each of changed) expect((await fetch(each)).status).toBe(404);
  // Neither does it say whose file it is.
  expect(Buffer.from(token.split(".")[3] ?? "", "base64url").toString()).not.toContain(
    ada.client.session.conversationId,
  );
  clock.now += 9 * 60_000;
  expect((await fetch(url)).status).toBe(200);
  clock.now += 2 * 60_000;
  expect((await fetch(url)).status).toBe(404);
});

test("a link is of no use where a session's token is, and the other way round", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const url = await linkTo(ada, redPixel, "a.png", "image/png");
  const link = url.split("/").at(-1) ?? "";
  const asBearer = await fetch(ada.client.conversationUrl, { headers: { Authorization: `Bearer ${link}` } });
  expect(asBearer.status).toBe(401);
});

test("only a page that may use the chat may read a file by a script; a picture needs no permission", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const url = await linkTo(ada, redPixel, "a.png", "image/png");
  const from = async (origin: string): Promise<[number, string | null]> => {
    const response = await fetch(url, { headers: { Origin: origin } });
    return [response.status, response.headers.get("access-control-allow-origin")];
  };
  expect(await from("https://shop.example")).toEqual([200, "https://shop.example"]);
  expect((await from("https://evil.example"))[0]).toBe(403);
});

test("a page of the chat's site may send pieces and read how far they came", async () => {
  const { host, ada } = await start();
  await using _ = host;
  const preflight = await fetch(`${ada.client.conversationUrl}/uploads/u_x`, {
    method: "OPTIONS",
    headers: {
      Origin: "https://shop.example",
      "Access-Control-Request-Method": "PATCH",
      "Access-Control-Request-Headers": "authorization,content-type,upload-offset",
    },
  });
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Upload-Offset");
  const head = await fetch(`${ada.client.conversationUrl}/uploads/u_x`, {
    method: "HEAD",
    headers: { ...ada.client.authorization(), Origin: "https://shop.example" },
  });
  expect(head.headers.get("access-control-expose-headers")).toContain("Upload-Offset");
});
