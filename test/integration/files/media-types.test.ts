import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectType, mediaTypeOf, mediaTypes } from "@causerie/server/channel/media-types.ts";

const all = Object.keys(mediaTypes);
const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("the type that a file is said to have", () => {
  test.each([
    ["image/png", "a.png", "image/png"],
    ["IMAGE/PNG", "a", "image/png"],
    ["audio/webm;codecs=opus", "voice", "audio/webm"],
    ["image/jpg", "a", "image/jpeg"],
    ["", "scan.PDF", "application/pdf"],
    ["application/octet-stream", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["", "a.exe", undefined],
    ["", "a", undefined],
    ["text/html", "a.txt", undefined],
    ["image/svg+xml", "a.png", undefined],
    ["__proto__", "toString", undefined],
  ])("%j, called %j, is %s", (claimed, name, type) => {
    expect(mediaTypeOf(claimed, name)).toBe(type);
  });
});

describe("the type that the bytes have", () => {
  test.each([
    ["image/png", "\x89PNG\r\n\x1A\n\0\0"],
    ["image/jpeg", "\xFF\xD8\xFF\xE0\0\x10JFIF"],
    ["image/gif", "GIF89a\x01\0"],
    ["image/webp", "RIFF\x10\0\0\0WEBPVP8 "],
    ["image/avif", "\0\0\0\x1Cftypavif"],
    ["image/heic", "\0\0\0\x18ftypheic"],
    ["audio/mpeg", "ID3\x04\0"],
    ["audio/mpeg", "\xFF\xFB\x90\x44"],
    ["audio/mp4", "\0\0\0\x1CftypM4A "],
    ["audio/ogg", "OggS\0\x02"],
    ["audio/wav", "RIFF\x10\0\0\0WAVEfmt "],
    ["audio/webm", "\x1A\x45\xDF\xA3\x9F"],
    ["video/mp4", "\0\0\0\x20ftypisom"],
    ["video/webm", "\x1A\x45\xDF\xA3\x9F"],
    ["video/quicktime", "\0\0\0\x14ftypqt  "],
    ["application/pdf", "%PDF-1.7\n"],
    ["application/zip", "PK\x03\x04\x14"],
    ["text/plain", "Gr\xC3\xBC\xC3\x9Fe, 5 < 6\r\n"],
    ["text/csv", "a;b\r\n1;2\r\n"],
  ])("%s", (type, head) => {
    expect(detectType(type, bytes(head), all)).toBe(type);
  });

  test.each([
    ["image/png", "<svg xmlns='http://www.w3.org/2000/svg'>"],
    ["image/jpeg", "<html>"],
    ["application/pdf", "GIF89a%PDF-1.7"],
    ["application/pdf", "MZ\x90\0"],
    ["text/plain", "<svg onload=alert(1)>"],
    ["text/plain", "\xEF\xBB\xBF\n <?xml version='1.0'?>"],
    ["text/plain", "\xFF\xFEa\0b\0"],
    ["image/png", ""],
    ["image/svg+xml", "<svg>"],
    // What is no picture is none for being called one.
    ["image/png", "%PDF-1.7"],
  ])("%s is not %j", (claimed, head) => {
    expect(detectType(claimed, bytes(head), all)).toBeUndefined();
  });

  test("a picture of another format is of that one, where it is taken", () => {
    const png = bytes("\x89PNG\r\n\x1A\n");
    expect(detectType("image/jpeg", png, ["image/jpeg", "image/png"])).toBe("image/png");
    expect(detectType("image/jpeg", png, ["image/jpeg"])).toBeUndefined();
  });

  test("what a browser would run is never of a type that is taken", () => {
    const markup = fc
      .constantFrom("<svg", "<html", "<!DOCTYPE html", "<script", "<?xml", "<a:svg", "<body")
      .chain((tag) =>
        fc
          .tuple(fc.constantFrom("", " ", "\n\t", "\xEF\xBB\xBF", "\xEF\xBB\xBF \r\n"), fc.string())
          .map(([before, after]) => `${before}${tag}${after}`),
      );
    fc.assert(
      fc.property(markup, fc.constantFrom(...all), (text, claimed) => {
        expect(detectType(claimed, bytes(text), all)).toBeUndefined();
      }),
    );
  });
});
