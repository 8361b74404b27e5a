import type { OpenApiDocument } from "@causerie/server/connectors/web/http/openapi.ts";
import type { SignedIn } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { deskOperations } from "#support/desk/ask.ts";
import type { DeskClient } from "#support/desk/desk-client.ts";
import { adminPassword, join, memberPassword, startDesk } from "#support/desk/start-desk.ts";
import { findUndescribed } from "#support/web/described-answers.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { web } from "@causerie/server";

test("the desk stands in the document when it is on, each operation under a name of its own", async () => {
  await using plain = await startTestServer({ bot: createTestBot(), connectors: [web({ origins: [] })] });
  expect(await deskOperations(plain.url)).toEqual([]);
  await using desk = await startDesk();
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  expect((await deskOperations(desk.url)).length).toBeGreaterThan(15);
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((each) => each.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("deskPatchPeopleId");
  const secured = document.paths["/desk/api/me"]?.["get"]?.security ?? [];
  for (const name of secured.flatMap((each) => Object.keys(each)))
    expect(Object.keys(document.components.securitySchemes)).toContain(name);
});

test("real answers of every route are as described, down to the last property, and so are its refusals", async () => {
  await using desk = await startDesk();
  const document = (await (await fetch(`${desk.url}/openapi.json`)).json()) as OpenApiDocument;
  const faults: string[] = [];
  const asked = new Set<string>();
  const check = async <Body>(client: DeskClient, method: string, path: string, body?: unknown) => {
    const answer = await client.call<Body>(method, path, body);
    const [route = ""] = `/desk/api${path}`.split("?");
    faults.push(...findUndescribed(document, method, route, answer));
    if (answer.status < 400) asked.add(`${method} ${path.split("?")[0]}`);
    return answer;
  };
  const admin = await desk.admin();
  const me = (await check<SignedIn>(admin, "GET", "/me")).body;
  const id = me.person.id;
  await check(admin, "PATCH", `/people/${id}`, { publicName: "Ada", languages: ["de"], skills: ["fares"] });
  await check(admin, "PATCH", `/people/${id}`, { role: "viewer" });
  await check(admin, "PATCH", `/people/nobody`, { role: "viewer" });
  await check(admin, "PATCH", `/people/${id}`, { role: "king" });
  const email = "bob@example.com";
  const { link } = (await check<{ link: string }>(admin, "POST", "/invitations", { email, role: "operator" })).body;
  await check(admin, "GET", "/invitations");
  const token = new URL(link).hash.slice(1);
  const bob = desk.client();
  await check(bob, "POST", "/invitations/look", { token });
  await check(bob, "POST", "/invitations/look", { token: "none" });
  const account = { token, name: "Bob", email };
  await check(bob, "POST", "/invitations/accept", { ...account, password: "passwordpassword" });
  await check(bob, "POST", "/invitations/accept", { ...account, password: memberPassword });
  await check(admin, "POST", "/invitations", { email, role: "operator" });
  await check(bob, "POST", "/sign-in", { email, password: "wrong" });
  await check(bob, "POST", "/sign-in", { email, password: memberPassword });
  await check(bob, "POST", "/me/password", { current: "wrong", password: adminPassword });
  await check(bob, "POST", "/me/password", { current: memberPassword, password: adminPassword });
  await check(bob, "GET", "/keys");
  await check(desk.client(), "GET", "/keys");
  const scopes = ["figures.read"];
  const made = (await check<{ key: { id: string } }>(admin, "POST", "/keys", { name: "k", scopes, expiresAt: 9e12 }))
    .body;
  await check(admin, "GET", "/keys");
  await check(admin, "DELETE", `/keys/${made.key.id}`);
  await check(admin, "DELETE", `/keys/${made.key.id}`);
  await check(admin, "GET", "/people");
  const sessions = (await check<{ id: string; isCurrent: boolean }[]>(admin, "GET", "/sessions")).body;
  await check(admin, "DELETE", `/sessions/${sessions.find(({ isCurrent }) => !isCurrent)?.id}`);
  await check(admin, "GET", "/audit?before=99&act=sign-in");
  await check(admin, "GET", "/audit");
  await check(admin, "GET", "/audit?before=-1");
  const open = await admin.invite("eve@example.com", "viewer");
  const eve = await join(desk.client(), open, "eve@example.com", memberPassword);
  const ofEve = (await eve.get<SignedIn>("/me")).body.person.id;
  await check(admin, "DELETE", `/people/${ofEve}`);
  const again = (
    await check<{ id: string }>(admin, "POST", "/invitations", { email: "eve@example.com", role: "viewer" })
  ).body;
  await check(admin, "DELETE", `/invitations/${again.id}`);
  await check(admin, "POST", "/sign-out");
  expect(faults).toEqual([]);
  const named = new Set(
    Array.from(asked, (each) =>
      each.replaceAll(/\/(people|keys|sessions|invitations)\/(?!look|accept)[\w-]+/g, "/$1/{id}"),
    ),
  );
  // What lets people in beside a password has a test of its own, with an authenticator and a provider.
  const elsewhere =
    / \/(inbox|live|queues|templates|channels|channel-kinds|stories|trials|figures|sign-in\/|me\/(?!password$))|^DELETE \/me\/password/;
  expect(Array.from(named).sort()).toEqual(
    (await deskOperations(desk.url)).filter((each) => !elsewhere.test(each)).sort(),
  );
});
