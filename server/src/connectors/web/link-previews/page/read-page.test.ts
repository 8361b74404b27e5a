import { expect, test } from "vitest";
import { readPage } from "./read-page.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (page: string | Uint8Array, contentType = "text/html", size = 7): Promise<unknown> =>
  await readPage(inPieces(Buffer.from(page as string), size), contentType);

const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");

test("the first of each kind counts, Open Graph before Twitter's before the page's own", async () => {
  expect(
    await read(`<!doctype html><html><head><title>Plain</title><TITLE>Other</TITLE>
      <meta name=description content='Own words'><meta name="twitter:description" content="Twitter">
      <meta property="OG:Title" content="First"><meta property="og:title" content="Second">
      <meta property="og:description" content=" "><meta property="og:image" content="https://a.example/&#x70;.png">`),
  ).toEqual({ title: "First", description: "Twitter", image: "https://a.example/p.png" });
});

test("what stands behind the head says nothing, and is not read", async () => {
  let isRead = false;
  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    yield Buffer.from(`<head><title>A</title></head>${" ".repeat(1_024)}`);
    isRead = true;
    yield Buffer.from('<meta property="og:title" content="B">');
  }
  expect(await readPage(pieces(), "")).toEqual({ title: "A" });
  expect(isRead).toBe(false);
  expect(await read('<title>A</title><body><meta name="description" content="B">')).toEqual({ title: "A" });
});

test.each([
  ["<script><title>B</title></script><title>A</title>"],
  ["<!-- <title>B</title> --><title>A</title>"],
  ["<title>A"],
  ["<title>\n\tA\u0000\u0007\u202E\u2066\u200B\uFEFF </title>"],
])("%j is called A", async (page) => {
  expect(await read(page)).toEqual({ title: "A" });
});

test("marks are text, and no marks", async () => {
  expect(await read("<title>&lt;img src=x onerror=alert(1)&gt; **b**</title>")).toEqual({
    title: "<img src=x onerror=alert(1)> **b**",
  });
});

test("texts are short, and end between two signs", async () => {
  const found = (await read(`<title>${"👩‍👩‍👧".repeat(1_000)}</title>`)) as { title: string };
  expect(found.title.length).toBeLessThanOrEqual(200);
  expect(found.title).toMatch(/^(?:👩‍👩‍👧)+…$/u);
});

test.each<[string, string | Uint8Array, string]>([
  ["the server's word", latin("<title>Gr\xFC\xDFe</title>"), "text/html; charset=ISO-8859-1"],
  ["its own word", latin('<meta charset="windows-1252"><title>Gr\xFC\xDFe</title>'), "text/html"],
  [
    "an older form",
    latin('<meta http-equiv=content-type content="text/html; charset=latin1"><title>Gr\xFC\xDFe</title>'),
    "",
  ],
  ["its mark", Buffer.from("\uFEFF<title>Grüße</title>", "utf16le"), "text/html; charset=latin1"],
  ["UTF-8", "<title>Grüße</title>", "text/html; charset=nonsense"],
  ["UTF-8 when it says UTF-16 in ASCII", '<meta charset="utf-16"><title>Grüße</title>', ""],
])("a page is read by %s", async (_, page, contentType) => {
  expect(await read(page, contentType)).toEqual({ title: "Grüße" });
  expect(await read(page, contentType, 5_000)).toEqual({ title: "Grüße" });
});

test("bytes that are no text of its charset are no reason to fail", async () => {
  expect(await read(latin("<title>Gr\xFC\xDFe</title>"))).toEqual({ title: "Gr\uFFFD\uFFFDe" });
});
