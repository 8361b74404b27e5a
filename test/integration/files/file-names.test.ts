import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mediaTypes } from "@causerie/server/channel/media-types.ts";
import { cleanFileName } from "@causerie/server/channel/kit/clean-file-name.ts";

describe("the name of a file", () => {
  test.each([
    ["cat.png", "image/png", "cat.png"],
    ["Grüße aus Köln (1).PNG", "image/png", "Grüße aus Köln (1).PNG"],
    ["../../etc/passwd", "image/png", "passwd.png"],
    ["C:\\Users\\ada\\cat.png", "image/png", "cat.png"],
    ["../../x", "text/plain", "x.txt"],
    ["photo.exe", "image/png", "photo.exe.png"],
    ["photo.jpg", "image/png", "photo.png"],
    ["report.png", "application/pdf", "report.png.pdf"],
    ["a\0b\nc.png", "image/png", "abc.png"],
    // A right-to-left override shows `cod.exe` as if it ended in .doc.
    ["\u202Egnp.exe", "image/png", "gnp.exe.png"],
    ["\u2066a\u200Eb\uFEFF.png", "image/png", "ab.png"],
    ["CON.png", "image/png", "_CON.png"],
    ["com1", "text/csv", "_com1.csv"],
    ["nul.txt.csv", "text/csv", "_nul.txt.csv"],
    ["console.png", "image/png", "console.png"],
    ['a<b>c:d"e|f?g*h%i.png', "image/png", "a_b_c_d_e_f_g_h_i.png"],
    ["  .hidden.png. . ", "image/png", "hidden.png"],
    ["", "image/png", "file.png"],
    ["...", "image/png", "file.png"],
    ["a\uD800.png", "image/png", "a.png"],
    ["постер.webp", "image/webp", "постер.webp"],
    ["a.png", "made/up", "a.png.bin"],
  ])("%j as %s is %j", (given, mediaType, cleaned) => {
    expect(cleanFileName(given, mediaType)).toBe(cleaned);
  });

  test("300 emoji are cut between two of them", () => {
    const cleaned = cleanFileName(`${"👍🏽".repeat(300)}.png`, "image/png");
    expect(cleaned).toBe(`${"👍🏽".repeat(22)}.png`);
  });

  test("whatever it was, it is a name and stays the same when it is cleaned again", () => {
    const names = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            "..",
            "/",
            "\\",
            "\0",
            "\u202E",
            "CON",
            ".",
            " ",
            "~",
            "a",
            "👨‍👩‍👧",
            ".png",
            ".exe",
            ":",
            "é",
            "e\u0301",
          ),
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(names, fc.constantFrom(...Object.keys(mediaTypes)), (given, mediaType) => {
        const name = cleanFileName(given, mediaType);
        const extensions = mediaTypes[mediaType]?.extensions ?? [];
        expect(extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`))).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[/\\<>:"|?*%\p{Cc}\p{Cf}]/u);
        expect(name).not.toMatch(/^[\s.~]|[\s.]$/u);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
        expect(cleanFileName(name, mediaType)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
