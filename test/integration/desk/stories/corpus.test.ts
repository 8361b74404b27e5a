import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createBot, readCorpus, story, web } from "@causerie/server";
import { writeCorpus } from "@causerie/server/cli/operator/desk/corpus.ts";
import { expect, test, vi } from "vitest";
import { startDesk } from "#support/desk/start-desk.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

test("the examples of the desk are written beside those that are in the files, while the server runs, and once", async () => {
  const data = temporaryFolder();
  const out = temporaryFolder();
  const print = vi.spyOn(console, "log").mockReturnValue(undefined);
  const fares = story("fares", { keywords: ["fares"] }).handle(() => "3 euros");
  const config = {
    bot: createBot({ stories: [fares], fallback: () => "?" }),
    connectors: [web({ origins: [] })],
    data,
  };
  await using desk = await startDesk(config);
  const admin = await desk.admin();
  const assign = (id: string, language: string, text: string) =>
    admin.call("PUT", `/stories/sentences/${id.repeat(32)}`, { type: "example", intent: "fares", language, text });
  await assign("a", "en", "what does it cost");
  await assign("b", "fr", "combien");
  writeFileSync(join(out, "fares.json"), JSON.stringify({ en: ["how much"] }));
  await writeCorpus(config, { out });
  expect(readCorpus(out)).toEqual({ fares: { en: ["how much", "what does it cost"], fr: ["combien"] } });
  expect(print.mock.calls.flat().join("\n")).toContain("fares.json: 2 added");
  const before = readFileSync(join(out, "fares.json"), "utf8");
  await writeCorpus(config, { out });
  expect(readFileSync(join(out, "fares.json"), "utf8")).toBe(before);
  expect(print.mock.calls.flat().join("\n")).toContain("Nothing is new");
  print.mockRestore();
});
