import { describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { tokenOf } from "#support/desk/desk-client.ts";
import { adminPassword, deskStores, join, startDesk } from "#support/desk/start-desk.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { web } from "@causerie/server";
import type { SignedIn } from "@causerie/protocol/desk";

test("there is no desk unless the configuration says so", async () => {
  await using server = await startTestServer({ bot: createTestBot(), connectors: [web({ origins: [] })] });
  for (const path of ["/desk", "/desk/api/me", "/desk/inbox"])
    expect((await fetch(server.url + path)).status).toBe(404);
  expect(server.firstSteps).toEqual([]);
});

describe.each(deskStores)("the first account ($store)", ({ database }) => {
  test("is made by the link that the operator sees, once, and is an administrator's", async () => {
    await using desk = await startDesk({}, { database: database() });
    expect(desk.firstLink).toMatch(new RegExp(`^${desk.url}/desk/invitation#[\\w-]{43}$`));
    const token = tokenOf(desk.firstLink ?? "");
    const client = desk.client();
    expect((await client.call("POST", "/invitations/look", { token })).body).toMatchObject({
      isFirst: true,
      role: "administrator",
    });
    const account = { token, name: "Ada", email: " Ada@Example.com ", password: adminPassword };
    const made = await client.call<SignedIn>("POST", "/invitations/accept", account);
    expect(made).toMatchObject({
      status: 201,
      body: { person: { name: "Ada", email: "ada@example.com", role: "administrator", hasPassword: true } },
    });
    expect(JSON.stringify(made.body)).not.toMatch(/argon2|hash/);
    expect((await client.get<SignedIn>("/me")).body.person.id).toBe(made.body.person.id);

    const other = desk.client();
    for (const path of ["/invitations/look", "/invitations/accept"])
      expect(await other.call("POST", path, path.endsWith("look") ? { token } : account)).toMatchObject({
        status: 404,
        body: { code: "not_found" },
      });
    expect((await other.signIn("ada@example.com", adminPassword)).status).toBe(200);
  });

  test("of twenty who use the link at once, one gets it", async () => {
    await using desk = await startDesk({}, { database: database() });
    const token = tokenOf(desk.firstLink ?? "");
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => join(desk.client(), token, `person${n}@example.com`, adminPassword)),
    );
    const [winner] = made.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await winner?.get("/people"))?.body).toHaveLength(1);
  });

  test("a later start shows a new link while there is nobody, and none after that", async () => {
    const given = { data: temporaryFolder() };
    const url = database();
    const former = await startDesk(given, { database: url });
    await former[Symbol.asyncDispose]();
    const desk = await startDesk(given, { database: url });
    expect(tokenOf(desk.firstLink ?? "")).not.toBe(tokenOf(former.firstLink ?? ""));
    await desk.admin();
    await desk[Symbol.asyncDispose]();
    await using later = await startDesk(given, { database: url });
    expect(later.firstLink).toBeUndefined();
  });

  test("the link and what is typed never stand in the log", async () => {
    const { logger, lines } = collectLogLines("debug");
    await using desk = await startDesk({ logLevel: "debug" }, { database: database(), logger });
    const client = await desk.admin();
    await desk.client().signIn("ada@example.com", "wrong horse battery");
    const key = await client.makeKey({ name: "reports", scopes: ["figures.read"] });
    await client.call("GET", "/me", undefined, { Authorization: `Bearer ${key.secret}` });
    const log = JSON.stringify(lines);
    expect(log).toMatch(/causerie desk invite --first/);
    const secrets = [
      tokenOf(desk.firstLink ?? ""),
      adminPassword,
      "wrong horse",
      key.secret,
      client.cookie?.split("=")[1] ?? "",
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });
});
