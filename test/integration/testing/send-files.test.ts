import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { createFileBot } from "#support/files/file-bot.ts";
import { redPixel } from "#support/web/upload-client.ts";

test("a person of a test sends files, and the story reads their bytes as on a server", async () => {
  const person = simulate(createFileBot());
  const answer = await person.sendFiles(
    [
      { name: "../../cat.png", content: redPixel, alt: "a cat" },
      { name: "notes", mediaType: "text/plain;charset=utf-8", content: "hello" },
    ],
    "look",
  );
  expect(answer.texts).toEqual([
    `look; image, cat.png, image/png, ${redPixel.length}, a cat, ${redPixel.length} bytes read; file, notes.txt, text/plain, 5, , 5 bytes read`,
  ]);
});

test("what a web connector would refuse fails the test, with the reason", async () => {
  const person = simulate(createFileBot());
  await expect(person.sendFiles([{ name: "a.svg", content: "<svg/>" }])).rejects.toThrow(
    '"a.svg" is of no type that a channel takes',
  );
  await expect(person.sendFiles([{ name: "a.png", content: "<svg/>" }])).rejects.toThrow(
    'the content of "a.png" is not image/png, so it would be refused',
  );
});
