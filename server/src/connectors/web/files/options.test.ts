import { expect, test } from "vitest";
import { web } from "#connectors/web/web.ts";
import { type FileOptions, withFileDefaults } from "./options.ts";

const problemsOf = (uploads: unknown): string[] => web({ origins: [], uploads: uploads as FileOptions }).problems();

test("what is not given has its default, also within a share", () => {
  expect(withFileDefaults({ maxFiles: 2, perVisitor: { files: 3 } })).toEqual({
    accept: ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"],
    maxBytes: 10_000_000,
    maxFiles: 2,
    perVisitor: { files: 3, bytes: 100_000_000 },
    perAddress: { files: 300, bytes: 1_000_000_000 },
    unsentTtl: 86_400,
  });
});

test("no configuration lets in what a browser runs, and each mistake is named", () => {
  expect(problemsOf({})).toEqual([]);
  for (const type of ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "image/*", "*/*", "toString"])
    expect(problemsOf({ accept: [type] })).toEqual([
      expect.stringMatching(/^uploads\.accept\[0\] must be one of image\/png, /),
    ]);
  expect(problemsOf(true)).toEqual(["uploads must be an object, e.g. {} for the defaults or { maxBytes: 5_000_000 }."]);
  expect(problemsOf({ maxFiles: 21, maxBytes: 0, perVisitor: { bytes: -1 }, unsentTtl: 1e9, size: 1 })).toEqual([
    expect.stringMatching(/^uploads\.size: there is no such option/),
    "uploads.maxBytes must be a whole number of bytes from 1, at most 1 TB.",
    "uploads.maxFiles must be a whole number from 1 to 20.",
    "uploads.perVisitor.bytes must be a whole number of bytes from 1, at most 1 TB.",
    "uploads.unsentTtl must be a whole number of seconds, at most 30 days.",
  ]);
});
