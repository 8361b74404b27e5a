import { limits } from "@causerie/protocol";
import { describe, expect, test } from "vitest";
import { altLength } from "./alt-length.ts";
import { fileProblem, mediaTypeOf } from "./file-problem.ts";
import { shownFiles } from "./shown-file.ts";

const rules = { accept: ["image/*", "application/pdf"], maxBytes: 1000, maxFiles: 2 };
const file = (size: number, type = "image/png", name = "a.png"): { name: string; type: string; size: number } => ({
  name,
  type,
  size,
});

describe("a file before it is sent", () => {
  test.each([
    ["fits", file(1000), 0, undefined],
    ["empty", file(0), 0, "empty"],
    ["3 GB", file(3 * 2 ** 30), 0, "size"],
    ["a program", file(10, "application/x-msdownload", "x.exe"), 0, "type"],
    ["of a kind with parameters", file(10, "image/svg+xml; charset=utf-8", "x.svg"), 0, undefined],
    ["one too many", file(10), 2, "count"],
  ] as const)("%s", (_, given, index, problem) => {
    expect(fileProblem(given, index, rules)).toBe(problem);
  });

  test("where the rules are not known, the server says it; nothing can be said of what is empty", () => {
    expect([fileProblem(file(3 * 2 ** 30, "x/y"), 9, undefined), fileProblem(file(0), 0, undefined)]).toEqual([
      undefined,
      "empty",
    ]);
  });

  test("has a type by its name where the browser says none", () => {
    expect(["photo.HEIC", "x.csv", "no extension", "x.unheard"].map((name) => mediaTypeOf(file(1, "", name)))).toEqual([
      "image/heic",
      "text/csv",
      "application/octet-stream",
      "application/octet-stream",
    ]);
  });
});

test("what is said of a file is cut where the server's limit is", () => {
  expect(altLength).toBe(limits.altLength);
});

test("a file of the log that is not understood has a place, too", () => {
  const known = { id: "f", name: "a.png", mediaType: "image/png", bytes: 5, alt: "A pier", width: 4, height: 3 };
  expect(shownFiles([known, null, 7, { name: 3, width: -1 }])).toEqual([
    known,
    ...Array.from({ length: 3 }, () => ({
      id: undefined,
      name: "file",
      mediaType: "",
      bytes: 0,
      alt: "",
      width: undefined,
      height: undefined,
    })),
  ]);
});
