import type { DeskKey } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import type { DeskClient } from "#support/desk/desk-client.ts";
import { deskStores, member, type StartedDesk, startDesk } from "#support/desk/start-desk.ts";

/** A program: it has no cookie, and says nothing that a browser says. */
function program(desk: StartedDesk, secret: string): DeskClient {
  const client = desk.client();
  client.headers = { Authorization: `Bearer ${secret}` };
  return client;
}

describe.each(deskStores)("keys ($store)", ({ database }) => {
  test("a key may do what its scopes say, and nothing else", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { key, secret } = await admin.makeKey({ name: "reports", scopes: ["conversations.read", "audit.read"] });
    expect(secret).toMatch(/^cdk_[\w-]{43}$/);
    const robot = program(desk, secret);
    expect((await robot.get("/people")).status).toBe(200);
    expect((await robot.get("/audit")).status).toBe(200);
    expect(await robot.get("/keys")).toMatchObject({ status: 403, body: { code: "scope_missing" } });
    // A key is nobody of the team.
    expect((await robot.get("/me")).status).toBe(403);
    expect(
      (await robot.call("POST", "/me/password", { current: "x", password: "some long new password" })).status,
    ).toBe(403);
    const listed = (await admin.get<DeskKey[]>("/keys")).body;
    expect(listed).toMatchObject([{ id: key.id, name: "reports", lastUsedAt: expect.any(Number) as number }]);
    expect(JSON.stringify(listed)).not.toMatch(/cdk_|hash/);
    await admin.call("DELETE", `/keys/${key.id}`);
    expect((await robot.get("/people")).status).toBe(401);
  });

  test("a key that manages people can make nobody stronger for longer than itself", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { id } = await member(desk, admin, "viewer");
    const { secret } = await admin.makeKey({ name: "sync", scopes: ["people.manage", "conversations.read"] });
    const robot = program(desk, secret);
    expect((await robot.call("PATCH", `/people/${id}`, { skills: ["fares"] })).status).toBe(200);
    expect((await robot.call("PATCH", `/people/${id}`, { isDisabled: true })).status).toBe(200);
    expect((await robot.call("PATCH", `/people/${id}`, { role: "administrator" })).status).toBe(403);
    expect((await robot.call("POST", "/keys", { name: "more", scopes: ["audit.read"] })).status).toBe(403);
    expect((await robot.call("POST", "/invitations", { email: "x@example.com", role: "viewer" })).status).toBe(403);
  });

  test("a key can do no more than whoever made it, and ends with them", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const other = await member(desk, admin, "administrator");
    const { secret } = await other.client.makeKey({ name: "exports", scopes: ["audit.read", "conversations.read"] });
    const robot = program(desk, secret);
    expect((await robot.get("/audit")).status).toBe(200);
    await admin.call("PATCH", `/people/${other.id}`, { role: "viewer" });
    expect((await robot.get("/audit")).status).toBe(403);
    expect((await robot.get("/people")).status).toBe(200);
    await admin.call("PATCH", `/people/${other.id}`, { isDisabled: true });
    expect((await robot.get("/people")).status).toBe(401);
  });

  test("a key ends at its time, and a false one is not made good by a cookie", async () => {
    let now = Date.now();
    await using desk = await startDesk({}, { database: database(), now: () => now });
    const admin = await desk.admin();
    expect((await admin.call("POST", "/keys", { name: "x", scopes: ["audit.read"], expiresAt: now })).status).toBe(400);
    const { secret } = await admin.makeKey({ name: "x", scopes: ["audit.read"], expiresAt: now + 60_000 });
    const robot = program(desk, secret);
    expect((await robot.get("/audit")).status).toBe(200);
    now += 60_000;
    expect((await robot.get("/audit")).status).toBe(401);
    expect((await admin.get("/keys")).body).toEqual([]);
    for (const value of ["Bearer cdk_wrong", "Bearer", "bearer x"])
      expect((await admin.call("GET", "/me", undefined, { Authorization: value })).status).toBe(401);
  });
});
