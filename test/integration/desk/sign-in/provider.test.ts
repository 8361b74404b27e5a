import type { AuditEntry, DeskPerson, OwnAccess } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { makeKey } from "#support/sign-in/issuer.ts";
import { signInAtProvider, startProviderDesk, visitProvider } from "#support/desk/sign-in/provider-desk.ts";
import { adminPassword, deskStores, member } from "#support/desk/start-desk.ts";

const roles = { "chat-admins": "administrator", "chat-team": "operator" } as const;

test.each(deskStores)(
  "whoever is invited comes in by a verified address, and is known by the account from then on ($store)",
  async ({ database }) => {
    await using world = await startProviderDesk({}, { overrides: { database: database() } });
    const { desk, provider } = world;
    const admin = await desk.admin();
    await admin.invite("ben@example.com", "operator");
    provider.account = { sub: "ben-1", name: "Ben", email: "Ben@Example.com", email_verified: true };
    const ben = desk.client();
    const { status, body } = await signInAtProvider(ben);
    expect([status, body.person.email, body.person.role]).toEqual([200, "ben@example.com", "operator"]);
    expect(body.person.hasPassword).toBe(false);
    expect((await ben.get<OwnAccess>("/me/access")).body).toEqual({ passkeys: [], isConnected: true });
    expect((await admin.get("/invitations")).body).toEqual([]);
    // Another address, the same account.
    provider.account = { sub: "ben-1", name: "Benjamin", email: "benjamin@example.com", email_verified: true };
    const again = await signInAtProvider(desk.client());
    expect(again.body.person.id).toBe(body.person.id);
    // The same address, another account: somebody has got it after him.
    provider.account = { sub: "other", name: "Eve", email: "ben@example.com", email_verified: true };
    expect(await signInAtProvider(desk.client())).toMatchObject({ status: 403, body: { code: "not_admitted" } });
    const entries = (await admin.get<AuditEntry[]>(`/audit?by=${body.person.id}`)).body;
    expect(entries.map(({ act, detail }) => [act, detail?.["means"]])).toEqual([
      ["sign-in", "provider"],
      ["join", "provider"],
    ]);
    await admin.call("PATCH", `/people/${body.person.id}`, { isDisabled: true });
    provider.account = { sub: "ben-1" };
    expect(await signInAtProvider(desk.client())).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  },
);

test("an address that is not verified lets nobody in, a link of an invitation does, and who is nobody learns whom to ask", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  const admin = await desk.admin();
  const invitation = await admin.invite("ben@example.com", "viewer");
  for (const email_verified of [false, undefined, "true"]) {
    provider.account = { sub: "ben-1", email: "ben@example.com", email_verified };
    const client = desk.client();
    const { status, body } = await signInAtProvider(client);
    expect([status, body.code]).toEqual([403, "not_admitted"]);
    expect(body.detail).toMatch(/^Example ID knows you.*ask an administrator of the desk to invite/);
    expect(client.cookie).toBeUndefined();
  }
  expect((await signInAtProvider(desk.client(), { invitation: "a".repeat(43) })).status).toBe(404);
  const { body } = await signInAtProvider(desk.client(), { invitation });
  expect(body.person).toMatchObject({ email: "ben@example.com", role: "viewer" });
  // Not as somebody who is here already, whatever the provider says of the address.
  provider.account = { sub: "not-ada", email: "ada@example.com", email_verified: true };
  expect((await signInAtProvider(desk.client())).body.code).toBe("not_admitted");
});

test("roles of the provider let people in, and are renewed with each sign-in, but for the last administrator's", async () => {
  await using world = await startProviderDesk({ roles, roleClaim: "realm_access.roles" });
  const { desk, provider } = world;
  const as = (sub: string, ...words: string[]) => {
    provider.account = { sub, preferred_username: `${sub}@example.com`, realm_access: { roles: words } };
    return signInAtProvider(desk.client());
  };
  const admin = await desk.admin();
  expect((await as("ben", "other")).body.code).toBe("not_admitted");
  expect((await as("ben", "other", "chat-team", "chat-admins")).body.person).toMatchObject({
    role: "administrator",
    email: "ben@example.com",
  });
  expect((await as("ben", "chat-team")).body.person.role).toBe("operator");
  expect(await as("ben")).toMatchObject({ status: 403, body: { code: "not_admitted" } });
  const changes = (await admin.get<AuditEntry[]>("/audit?act=person-change")).body;
  expect(changes[0]?.detail).toEqual({ role: "operator", formerRole: "administrator" });
  await as("cleo", "chat-admins");
  const people = (await admin.get<DeskPerson[]>("/people")).body;
  await admin.call("DELETE", `/people/${people.find(({ email }) => email === "ada@example.com")?.id}`);
  expect((await as("cleo", "chat-team")).body.person.role).toBe("administrator");
  expect((await as("ben", "chat-admins")).body.person.role).toBe("administrator");
  expect((await as("cleo", "chat-team")).body.person.role).toBe("operator");
  // An address that somebody here has is nobody else's.
  provider.account = { sub: "eve", email: "ben@example.com", realm_access: { roles: ["chat-team"] } };
  expect(await signInAtProvider(desk.client())).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("only verified addresses of the domains, and only invited people, where the settings say so", async () => {
  await using world = await startProviderDesk({ roles, allowedDomains: ["Example.com"], onlyInvited: true });
  const { desk, provider } = world;
  const admin = await desk.admin();
  const account = { sub: "ben", roles: "chat-team", email: "ben@example.com", email_verified: true };
  provider.account = account;
  expect((await signInAtProvider(desk.client())).body.code).toBe("not_admitted");
  await admin.invite("ben@example.com", "viewer");
  for (const wrong of [{ email: "ben@example.net" }, { email_verified: false }, { email: "ben@notexample.com" }]) {
    provider.account = { ...account, ...wrong };
    expect((await signInAtProvider(desk.client())).body.code).toBe("not_admitted");
  }
  provider.account = account;
  expect((await signInAtProvider(desk.client())).body.person.role).toBe("operator");
});

test("tokens that are not for this sign-in, this desk or this time, or are signed by nobody, are refused; a new key counts at once", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  const admin = await desk.admin();
  await admin.invite("ada2@example.com", "viewer");
  const good = { sub: "ada2", email: "ada2@example.com", email_verified: true };
  provider.account = good;
  const at = Math.floor(Date.now() / 1000);
  const wrongs = [
    { nonce: "another" },
    { nonce: undefined },
    { aud: "another-client" },
    { aud: ["causerie-desk", "other"], azp: "other" },
    { iss: "https://id.example.net" },
    { exp: at - 3_600, iat: at - 7_200 },
    { sub: undefined },
  ];
  for (const wrong of wrongs) {
    provider.wrong = wrong;
    const client = desk.client();
    expect({ wrong, ...(await signInAtProvider(client)) }).toMatchObject({
      wrong,
      status: 403,
      body: { code: "provider_refused" },
    });
    expect(client.cookie).toBeUndefined();
  }
  provider.wrong = {};
  provider.isUnsigned = true;
  expect((await signInAtProvider(desk.client())).body.code).toBe("provider_refused");
  provider.isUnsigned = false;
  const { kid } = provider.key;
  provider.key = await makeKey("RS256", kid);
  expect((await signInAtProvider(desk.client())).body.code).toBe("provider_refused");
  await provider.rotate();
  expect((await signInAtProvider(desk.client())).status).toBe(200);
  await provider.rotate();
  expect((await signInAtProvider(desk.client())).status).toBe(200);
});

test("what comes back counts once, in the browser that was sent, with its own state", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  const admin = await desk.admin();
  await admin.invite("ben@example.com", "viewer");
  provider.account = { sub: "ben", email: "ben@example.com", email_verified: true };
  const [client, thief] = [desk.client(), desk.client()];
  const { query } = await visitProvider(client);
  await visitProvider(thief);
  const refused = { status: 403, body: { code: "provider_refused" } };
  expect(await thief.call("POST", "/sign-in/provider", { query })).toMatchObject(refused);
  expect(await desk.client().call("POST", "/sign-in/provider", { query })).toMatchObject(refused);
  const kept = client.challenge;
  expect((await client.call("POST", "/sign-in/provider", { query })).status).toBe(200);
  client.challenge = kept;
  expect(await client.call("POST", "/sign-in/provider", { query })).toMatchObject(refused);
  provider.refusal = "access_denied";
  const denied = await signInAtProvider(desk.client());
  expect(denied).toMatchObject({ ...refused, body: { detail: expect.stringMatching(/did not let you in/) as string } });
});

test("whoever is signed in connects their account and comes in by it; the last that lets them in stays", async () => {
  await using world = await startProviderDesk({}, { passwords: true });
  const { desk, provider } = world;
  const admin = await desk.admin();
  const { client: ben } = await member(desk, admin, "operator");
  provider.discovery = { end_session_endpoint: `${provider.url}/end` };
  const connected = await signInAtProvider(admin, { path: "/me/provider/begin" });
  expect([connected.status, connected.body.person.id]).toEqual([200, "first"]);
  // Of two people one has it.
  expect((await signInAtProvider(ben, { path: "/me/provider/begin" })).status).toBe(409);
  const client = desk.client();
  const { body } = await signInAtProvider(client);
  expect(body.person.id).toBe("first");
  expect(body.providerSignOut).toBe(
    `${provider.url}/end?client_id=causerie-desk&post_logout_redirect_uri=${encodeURIComponent(`${desk.url}/desk`)}`,
  );
  expect((await client.call("DELETE", "/me/password")).status).toBe(204);
  expect((await client.call("DELETE", "/me/provider")).status).toBe(409);
  await client.call("POST", "/me/password", { password: adminPassword });
  expect((await client.call("DELETE", "/me/provider")).status).toBe(204);
  expect((await client.call("DELETE", "/me/provider")).status).toBe(404);
  // Begun by one and finished by another, who is signed in by then.
  const { query } = await visitProvider(ben, { path: "/me/provider/begin" });
  ben.cookie = client.cookie;
  expect((await ben.call("POST", "/sign-in/provider", { query })).status).toBe(403);
  const acts = (await client.get<AuditEntry[]>("/audit?by=first")).body.map(({ act }) => act);
  expect(acts.slice(0, 4)).toEqual(["account-disconnect", "password-change", "password-remove", "sign-in"]);
  expect(acts).toContain("account-connect");
});

test("while the provider is away people come in by what is kept here, and learn that it is", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  await desk.admin();
  const client = desk.client();
  expect((await client.get("/sign-in/methods")).body).toEqual({
    passwords: true,
    passkeys: true,
    provider: "Example ID",
  });
  const away = { status: 503, body: { code: "provider_unreachable" } };
  provider.tokenStatus = 502;
  expect(await signInAtProvider(client)).toMatchObject(away);
  provider.tokenStatus = 200;
  provider.discovery = { issuer: "https://id.example.net" };
  expect(await signInAtProvider(client)).toMatchObject(away);
  await provider.down();
  expect(await signInAtProvider(client)).toMatchObject(away);
  expect((await client.signIn("ada@example.com", adminPassword)).status).toBe(200);
});

test("claims that only the userinfo endpoint has count, too", async () => {
  await using world = await startProviderDesk();
  const { desk, provider } = world;
  const admin = await desk.admin();
  await admin.invite("ben@example.com", "viewer");
  provider.account = { sub: "ben" };
  provider.userInfo = { name: "Ben", email: "ben@example.com", email_verified: true };
  expect((await signInAtProvider(desk.client())).body.person).toMatchObject({ name: "Ben", role: "viewer" });
});

test("without passwords nobody comes in by one, the first account is made at the provider, and a command lets somebody in", async () => {
  await using world = await startProviderDesk({}, { passwords: false });
  const { desk } = world;
  const invitation = new URL(desk.firstLink ?? "").hash.slice(1);
  const account = { token: invitation, name: "ada", email: "ada@example.com", password: adminPassword };
  const off = { status: 403, body: { code: "passwords_off" } };
  expect(await desk.client().call("POST", "/invitations/accept", account)).toMatchObject(off);
  const admin = desk.client();
  const { body } = await signInAtProvider(admin, { invitation });
  expect(body.person).toMatchObject({ id: "first", role: "administrator", email: "ada@example.com" });
  expect(await desk.client().signIn("ada@example.com", adminPassword)).toMatchObject(off);
  expect(await admin.call("POST", "/me/password", { password: adminPassword })).toMatchObject(off);
  expect((await desk.client().get("/sign-in/methods")).body).toMatchObject({ passwords: false });
});
