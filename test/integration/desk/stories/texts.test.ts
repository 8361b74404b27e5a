import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Labels } from "@causerie/protocol/desk";
import { catalogue, createBot, web } from "@causerie/server";
import { writeTexts } from "@causerie/server/cli/operator/desk/texts.ts";
import { describe, expect, test, vi } from "vitest";
import { deskStores, startDesk } from "#support/desk/start-desk.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const words = catalogue({ locales: ["en", "fr"], messages: { en: { hello: "Hello!" }, fr: { hello: "Bonjour !" } } });
const config = {
  bot: createBot({
    stories: [],
    fallback: (turn) => words(turn)("hello"),
    locales: ["en", "fr"],
    catalogues: [words],
  }),
  connectors: [web({ origins: [] })],
};
const text = (said: string) => ({ key: "hello", locale: "en", variant: "default", texts: [said] });

/** What the bot says to somebody new. */
async function hello(url: string): Promise<string[]> {
  const visitor = await RestClient.start(`${url}/web`);
  await visitor.send("1", "anything");
  let texts: string[] = [];
  await expect
    .poll(async () => (texts = textsOf((await visitor.events()).body.events)).length, { interval: 10, timeout: 5_000 })
    .toBe(1);
  return texts;
}

describe.each(deskStores)("texts at the desk, with $store", ({ database }) => {
  test("a text that the team writes is said from the next message on, until it is removed", async () => {
    await using desk = await startDesk(config, { database: database() });
    const admin = await desk.admin();
    const labels = async (query = "") => (await admin.get<Labels>(`/stories/labels${query}`)).body;
    expect(await labels()).toMatchObject({ variants: ["text", "voice", "web", "web.voice"], count: 1 });

    expect((await admin.call("PUT", "/stories/labels", { text: text("Good day!"), version: 0 })).status).toBe(204);
    expect(await hello(desk.url)).toEqual(["Good day!"]);
    expect((await labels("?only=revised")).labels).toMatchObject([
      { said: [{ variants: [{ revised: { id: "hello@en@default", version: 1, file: ["Hello!"] } }] }, {}] },
    ]);
    const trial = { id: "t", at: 0, channel: "web", acts: [{ type: "say", text: "x" }] };
    expect(JSON.stringify((await admin.call("POST", "/trials", trial)).body)).toContain("Good day!");

    const late = await admin.call("PUT", "/stories/labels", { text: text("Hi!"), version: 0 });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict" } });
    const wrong = await admin.call("PUT", "/stories/labels", { text: text("Hello {nobody}") });
    expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining("nobody passes") as string } });
    expect(JSON.stringify((await admin.get("/audit")).body)).not.toContain("Good day");

    expect((await admin.call("DELETE", "/stories/labels/hello@en@default")).status).toBe(204);
    expect(await hello(desk.url)).toEqual(["Hello!"]);
    expect((await labels("?only=revised")).labels).toEqual([]);
  });
});

test.skipIf(sharedPostgres === undefined)("a text that is written at one server is said by the other", async () => {
  const database = testSchema();
  await using one = await startDesk(config, { database });
  await using other = await startDesk(config, { database });
  const admin = await one.admin();
  await admin.call("PUT", "/stories/labels", { text: text("Good day!") });
  await expect.poll(() => hello(other.url), { interval: 20, timeout: 5_000 }).toEqual(["Good day!"]);
});

test("the command writes the texts of the desk into the files, once, and says which file it cannot read", async () => {
  const data = temporaryFolder();
  const out = temporaryFolder();
  const print = vi.spyOn(console, "log").mockReturnValue(undefined);
  await using desk = await startDesk({ ...config, data });
  const admin = await desk.admin();
  await admin.call("PUT", "/stories/labels", { text: text("Good day!") });
  const file = join(out, "en.json");
  writeFileSync(file, JSON.stringify({ bye: "Bye", hello: "Hello!" }));
  await writeTexts({ ...config, data }, { out });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ bye: "Bye", hello: "Good day!" });
  await writeTexts({ ...config, data }, { out });
  expect(print.mock.calls.flat().join("\n")).toContain("Nothing is new");
  writeFileSync(file, "{");
  await expect(writeTexts({ ...config, data }, { out })).rejects.toThrow(/en\.json: .*choose another folder/s);
  print.mockRestore();
});
