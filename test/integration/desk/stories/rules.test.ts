import type { AuditEntry, ListedRules } from "@causerie/protocol/desk";
import { createBot, story, web } from "@causerie/server";
import { describe, expect, test } from "vitest";
import { deskStores, startDesk } from "#support/desk/start-desk.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

const named = (id: string) => story(id, { keywords: [id] }).handle(() => `this is ${id}`);
const config = {
  bot: createBot({ stories: ["fares", "summer", "survey"].map(named), fallback: () => "?" }),
  connectors: [web({ origins: [] })],
};

/** What a visitor gets for `fares`, each time another one. */
async function fares(url: string): Promise<string[]> {
  const visitor = await RestClient.start(`${url}/web`);
  await visitor.send("1", "fares");
  let texts: string[] = [];
  await expect
    .poll(async () => (texts = textsOf((await visitor.events()).body.events)).length, { interval: 10, timeout: 5_000 })
    .toBeGreaterThan(0);
  return texts;
}

describe.each(deskStores)("rules at the desk, with $store", ({ database }) => {
  test("a rule is in force for the next message, is listed with what is wrong with it, and is over once it is removed", async () => {
    await using desk = await startDesk(
      { ...config, storyRules: { fares: { endWith: "survey" } } },
      { database: database() },
    );
    const admin = await desk.admin();
    const rules = async () => (await admin.get<ListedRules>("/stories/rules")).body;
    expect(await fares(desk.url)).toEqual(["this is fares", "this is survey"]);
    expect((await rules()).rules).toMatchObject([{ source: "configuration", state: "in_force" }]);

    const rule = { story: "fares", redirectTo: "summer" };
    expect((await admin.call("PUT", "/stories/rules", { rule, version: 0 })).status).toBe(204);
    expect(await fares(desk.url)).toEqual(["this is summer"]);
    const listed = await rules();
    expect(listed.rules).toMatchObject([
      { id: "fares@", source: "desk", state: "in_force", version: 1, rule, problems: [] },
      { source: "configuration", state: "overruled" },
    ]);
    expect(listed.stories.map(({ id }) => id)).toEqual(["fares", "summer", "survey"]);
    expect(listed.channels).toEqual([{ id: "web", name: "web" }]);

    const old = await admin.call("PUT", "/stories/rules", { rule, version: 0 });
    expect(old).toMatchObject({ status: 409, body: { code: "conflict" } });
    const circle = await admin.call("PUT", "/stories/rules", { rule: { story: "summer", redirectTo: "fares" } });
    expect(circle).toMatchObject({ status: 400, body: { detail: expect.stringContaining("lead back") as string } });

    expect((await admin.call("DELETE", "/stories/rules/fares@")).status).toBe(204);
    expect(await fares(desk.url)).toEqual(["this is fares", "this is survey"]);
    const { body: audit } = await admin.get<AuditEntry[]>("/audit");
    expect(audit.slice(0, 2)).toMatchObject([
      { act: "story-rule.remove", target: "fares@", byName: "ada" },
      { act: "story-rule.save", target: "fares@", detail: { story: "fares", redirectTo: "summer" } },
    ]);
  });
});

test.skipIf(sharedPostgres === undefined)("a rule that is made at one server is in force at the other", async () => {
  const database = testSchema();
  await using one = await startDesk(config, { database });
  await using other = await startDesk(config, { database });
  const admin = await one.admin();
  await admin.call("PUT", "/stories/rules", { rule: { story: "fares", connector: "web", enabled: false } });
  await expect.poll(() => fares(other.url), { interval: 20, timeout: 5_000 }).toEqual(["?"]);
});
