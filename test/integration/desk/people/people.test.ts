import type { AuditEntry, DeskPerson, ListedInvitation, SignedIn } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { deskStores, join, member, memberPassword, startDesk } from "#support/desk/start-desk.ts";

describe.each(deskStores)("the team ($store)", ({ database }) => {
  test("an invitation is for one address, is used once, and can be taken back", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const token = await admin.invite("Bob@Example.com", "operator");
    const gone = await admin.invite("eve@example.com", "developer");
    const open = (await admin.get<ListedInvitation[]>("/invitations")).body;
    expect(open).toMatchObject([{ invitedBy: "ada" }, { invitedBy: "ada" }]);
    expect(JSON.stringify(open)).not.toContain(token);
    const ofEve = open.find(({ email }) => email === "eve@example.com");
    expect((await admin.call("DELETE", `/invitations/${ofEve?.id}`)).status).toBe(204);
    expect((await desk.client().call("POST", "/invitations/look", { token: gone })).status).toBe(404);
    const look = await desk.client().call("POST", "/invitations/look", { token });
    expect(look.body).toMatchObject({ isFirst: false, email: "bob@example.com", role: "operator" });
    const bob = await join(desk.client(), token, "bob@example.com", memberPassword);
    expect((await bob.get<SignedIn>("/me")).body).toMatchObject({ person: { role: "operator" } });
    await expect(join(desk.client(), token, "bob@example.com", memberPassword)).rejects.toThrow("not_found");
    const again = await admin.call("POST", "/invitations", { email: "bob@example.com", role: "viewer" });
    expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test("an invitation of somebody who may invite no more is worth nothing", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const other = await member(desk, admin, "administrator");
    const token = await other.client.invite("friend@example.com", "administrator");
    await admin.call("PATCH", `/people/${other.id}`, { role: "viewer" });
    await expect(join(desk.client(), token, "friend@example.com", memberPassword)).rejects.toThrow("not_found");
  });

  test("who is disabled is out with the next request, and back when that is taken back", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { client, id, email } = await member(desk, admin, "operator");
    expect((await client.get("/me")).status).toBe(200);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: true });
    expect((await client.get("/me")).status).toBe(401);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: false });
    expect((await client.get("/me")).status).toBe(401);
    expect((await client.signIn(email, memberPassword)).status).toBe(200);
    await admin.call("DELETE", `/people/${id}`);
    expect((await client.get("/me")).status).toBe(401);
    expect((await client.signIn(email, memberPassword)).status).toBe(401);
    expect((await admin.get("/people")).body).toHaveLength(1);
  });

  test("a role that is taken away counts from the next request", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { client, id } = await member(desk, admin, "administrator");
    expect((await client.get("/keys")).status).toBe(200);
    await admin.call("PATCH", `/people/${id}`, { role: "viewer" });
    expect(await client.get("/keys")).toMatchObject({ status: 403, body: { code: "scope_missing" } });
    expect((await client.get<SignedIn>("/me")).body.scopes).not.toContain("people.manage");
  });

  test("the last administrator stays one, also when two take each other's role at once", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const ada = (await admin.get<SignedIn>("/me")).body.person.id;
    for (const change of [{ role: "viewer" }, { isDisabled: true }])
      expect(await admin.call("PATCH", `/people/${ada}`, change)).toMatchObject({
        status: 409,
        body: { code: "conflict" },
      });
    expect((await admin.call("DELETE", `/people/${ada}`)).status).toBe(409);
    const other = await member(desk, admin, "administrator");
    const both = await Promise.all([
      admin.call("PATCH", `/people/${other.id}`, { role: "viewer" }),
      other.client.call("PATCH", `/people/${ada}`, { isDisabled: true }),
    ]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const left = both[0]?.status === 200 ? admin : other.client;
    const people = (await left.get<DeskPerson[]>("/people")).body;
    expect(people.filter(({ role, isDisabled }) => role === "administrator" && !isDisabled)).toHaveLength(1);
  });

  test("people change what is theirs, and nothing else of themselves or of others", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const ada = (await admin.get<SignedIn>("/me")).body.person.id;
    const { client, id } = await member(desk, admin, "operator");
    const own = { name: "Olga P.", publicName: "Olga", languages: ["de", "pt-BR"], skills: ["fares"] };
    expect((await client.call("PATCH", `/people/${id}`, own)).body).toMatchObject(own);
    expect(
      (await client.call<DeskPerson>("PATCH", `/people/${id}`, { publicName: null })).body.publicName,
    ).toBeUndefined();
    for (const change of [{ role: "administrator" }, { isDisabled: false }, { name: "Olga", role: "administrator" }])
      expect((await client.call("PATCH", `/people/${id}`, change)).status).toBe(403);
    expect((await client.call("PATCH", `/people/${ada}`, { name: "Mallory" })).status).toBe(403);
    // What is no field of the wire is refused, not passed on into what is kept.
    for (const more of [
      { id: ada },
      { email: "a@b.example" },
      { password: "x" },
      { hasPassword: false },
      { scopes: ["people.manage"] },
    ])
      expect((await client.call("PATCH", `/people/${id}`, { name: "Olga", ...more })).status).toBe(400);
    expect((await client.call("PATCH", `/people/${id}`, { name: "\u001b[2J" })).status).toBe(400);
    const raised = { email: "olga@example.com", password: memberPassword, role: "administrator" };
    expect((await desk.client().call("POST", "/sign-in", raised)).status).toBe(400);
    const token = await admin.invite("joiner@example.com", "viewer");
    const joining = { token, name: "J", email: "joiner@example.com", password: memberPassword, role: "administrator" };
    expect((await desk.client().call("POST", "/invitations/accept", joining)).status).toBe(400);
    expect((await client.get<SignedIn>("/me")).body.person.role).toBe("operator");
  });

  test("the audit log says who has done what, and holds no secret", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const ada = (await admin.get<SignedIn>("/me")).body.person.id;
    const { id, sessionId, email } = await member(desk, admin, "operator");
    await desk.client().signIn(email, "not the right password");
    await desk.client().signIn("my password in the wrong field@example.com", "x");
    await desk.client().signIn("stranger@example.com", "not the right password");
    await admin.call("PATCH", `/people/${id}`, { role: "viewer" });
    const { key, secret } = await admin.makeKey({ name: "reports", scopes: ["figures.read"] });
    await admin.call("DELETE", `/keys/${key.id}`);
    await admin.call("DELETE", `/sessions/${sessionId}`);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: true });
    const log = (await admin.get<AuditEntry[]>("/audit")).body;
    expect(log.map(({ act, by, target }) => [act, by, target])).toEqual([
      ["person-disable", ada, `person ${id}`],
      ["session-end", ada, `session ${sessionId}`],
      ["key-remove", ada, `key ${key.id}`],
      ["key-make", ada, `key ${key.id}`],
      ["person-change", ada, `person ${id}`],
      ["sign-in-refused", "", undefined],
      ["sign-in-refused", id, `person ${id}`],
      ["join", id, `person ${id}`],
      ["invite", ada, expect.stringMatching(/^invitation /)],
      ["join", ada, `person ${ada}`],
    ]);
    expect(log[4]?.detail).toEqual({ fields: "role", role: "viewer", formerRole: "operator" });
    expect(JSON.stringify(log)).not.toMatch(/stranger|wrong field|password"?:|argon2/);
    expect(JSON.stringify(log)).not.toContain(secret);
    const page = (await admin.get<AuditEntry[]>(`/audit?before=${log[0]?.seq}&by=${ada}&act=key-make`)).body;
    expect(page.map(({ act }) => act)).toEqual(["key-make"]);
    expect((await admin.get("/audit?before=x")).status).toBe(400);
  });
});
