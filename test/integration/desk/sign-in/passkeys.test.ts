import type { AuditEntry, OwnAccess, PasskeyCreation } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { DeskClient } from "#support/desk/desk-client.ts";
import { Authenticator, type Misbehaviour } from "#support/desk/sign-in/authenticator.ts";
import { addPasskey, askForPasskey, usePasskey } from "#support/desk/sign-in/passkeys.ts";
import { adminPassword, deskStores, member, startDesk } from "#support/desk/start-desk.ts";

const minute = 60_000;

describe.each(deskStores)("passkeys ($store)", ({ database }) => {
  test("let somebody in by themselves, without an address, and say when they were last used", async () => {
    let now = Date.now();
    await using desk = await startDesk({}, { database: database(), now: () => now });
    const admin = await desk.admin();
    const phone = new Authenticator(desk.url);
    const made = await addPasskey(admin, phone);
    expect(made).toMatchObject({ status: 201, body: { name: "My phone", isSynced: false, createdAt: now } });
    now += minute;
    const client = desk.client();
    const begun = await usePasskey(client, phone);
    expect(begun).toMatchObject({ status: 200, body: { person: { email: "ada@example.com" } } });
    expect((await client.get("/me")).status).toBe(200);
    expect((await client.get<OwnAccess>("/me/access")).body).toEqual({
      passkeys: [{ ...made.body, lastUsedAt: now }],
      isConnected: false,
    });
    const entries = (await admin.get<AuditEntry[]>("/audit?act=sign-in")).body;
    expect(entries[0]?.detail).toEqual({ means: "passkey", passkey: made.body.id });
  });

  test("an answer counts once, in the browser that was asked, for ten minutes, and for what was asked", async () => {
    let now = Date.now();
    await using desk = await startDesk({}, { database: database(), now: () => now });
    const admin = await desk.admin();
    const phone = new Authenticator(desk.url);
    await addPasskey(admin, phone);
    const client = desk.client();
    const asked = await askForPasskey(client);
    const { challenge } = client;
    const proof = phone.prove(asked);
    const other = desk.client();
    await askForPasskey(other);
    expect((await other.call("POST", "/sign-in/passkey", proof)).status).toBe(401);
    // In two windows at once, with one cookie: one of them is in.
    const twin = desk.client();
    twin.challenge = challenge;
    const both = await Promise.all([client, twin].map((each) => each.call("POST", "/sign-in/passkey", proof)));
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
    client.challenge = challenge;
    expect((await client.call("POST", "/sign-in/passkey", proof)).status).toBe(401);
    const late = desk.client();
    const first = await askForPasskey(late);
    now += 10 * minute;
    expect((await late.call("POST", "/sign-in/passkey", phone.prove(first))).status).toBe(401);
    await admin.signIn("ada@example.com", adminPassword);
    const { body } = await admin.call<PasskeyCreation>("POST", "/me/passkeys/options", {});
    const misused = phone.prove({ ...asked, challenge: body.challenge });
    expect((await admin.call("POST", "/sign-in/passkey", misused)).status).toBe(401);
  });

  const wrong: [string, Misbehaviour][] = [
    ["another site", { origin: "https://desk.example.net" }],
    ["another name", { rpId: "example.net" }],
    ["nobody who was verified", { isVerified: false }],
    ["the wrong act", { type: "payment.get" }],
    ["another challenge", { challenge: "AAAA" }],
  ];
  test("of another site, name, act or challenge, or of nobody who was verified, are refused, at making and at use", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const phone = new Authenticator(desk.url);
    await addPasskey(admin, phone);
    for (const [name, as] of wrong) {
      const made = await addPasskey(admin, new Authenticator(desk.url), as);
      expect([name, made.status, made.body.code]).toEqual([name, 403, "passkey_refused"]);
      const client = desk.client();
      const used = await usePasskey(client, phone, as);
      expect([name, used.status, used.body.code, client.cookie]).toEqual([name, 401, "unauthorized", undefined]);
    }
  });

  test("that nobody has kept, of another person's name, or with another's signature are refused", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const [phone, foreign] = [new Authenticator(desk.url), new Authenticator(desk.url)];
    await addPasskey(admin, phone);
    const { body } = await admin.call<PasskeyCreation>("POST", "/me/passkeys/options", {});
    foreign.make(body);
    expect((await usePasskey(desk.client(), foreign)).status).toBe(401);
    expect((await usePasskey(desk.client(), phone, { userHandle: "AAAA" })).status).toBe(401);
    const client = desk.client();
    const asked = await askForPasskey(client);
    const proof = { ...phone.prove(asked), signature: foreign.prove(asked).signature };
    expect((await client.call("POST", "/sign-in/passkey", proof)).status).toBe(401);
    const refusals = (await admin.get<AuditEntry[]>("/audit?act=sign-in-refused")).body;
    expect(refusals.map(({ detail }) => detail?.["reason"])).toEqual(["passkey", "passkey", "unknown"]);
  });

  test("whose counter does not go up may be a copy: refused, and the audit log says so", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const phone = new Authenticator(desk.url);
    await addPasskey(admin, phone);
    expect((await usePasskey(desk.client(), phone, { counter: 7 })).status).toBe(200);
    for (const counter of [7, 3, 0]) expect((await usePasskey(desk.client(), phone, { counter })).status).toBe(401);
    expect((await usePasskey(desk.client(), phone, { counter: 8 })).status).toBe(200);
    const refusals = (await admin.get<AuditEntry[]>("/audit?act=sign-in-refused")).body;
    expect(refusals[0]).toMatchObject({ by: "first", detail: { reason: "passkey-counter" } });
  });

  test("of somebody who is disabled or removed let nobody in", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { client, id } = await member(desk, admin, "operator");
    const phone = new Authenticator(desk.url);
    await addPasskey(client, phone);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: true });
    expect((await usePasskey(desk.client(), phone)).status).toBe(401);
    await admin.call("PATCH", `/people/${id}`, { isDisabled: false });
    expect((await usePasskey(desk.client(), phone)).status).toBe(200);
    await admin.call("DELETE", `/people/${id}`);
    expect((await usePasskey(desk.client(), phone)).status).toBe(401);
  });

  test("the last that lets a person in cannot be removed, also when two go at once", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const phone = new Authenticator(desk.url);
    const first = (await addPasskey(admin, phone)).body.id;
    expect((await admin.call("DELETE", "/me/password")).status).toBe(204);
    expect((await desk.client().signIn("ada@example.com", adminPassword)).status).toBe(401);
    expect(await admin.call("DELETE", `/me/passkeys/${first}`)).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    const second = (await addPasskey(admin, new Authenticator(desk.url))).body.id;
    const both = await Promise.all([first, second].map((id) => admin.call("DELETE", `/me/passkeys/${id}`)));
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409]);
    // Who has no password sets one, and then the passkey may go.
    const { status } = await admin.call("POST", "/me/password", { password: adminPassword });
    expect(status).toBe(204);
    const left = (await admin.get<OwnAccess>("/me/access")).body.passkeys;
    expect(left).toHaveLength(1);
    expect((await admin.call("DELETE", `/me/passkeys/${left[0]?.id}`)).status).toBe(204);
    expect((await admin.call("DELETE", `/me/passkeys/${left[0]?.id}`)).status).toBe(404);
  });

  test("are made for 15 minutes after a sign-in, and by whoever is signed in alone", async () => {
    let now = Date.now();
    await using desk = await startDesk({}, { database: database(), now: () => now });
    const admin = await desk.admin();
    const { client } = await member(desk, admin, "operator");
    const phone = new Authenticator(desk.url);
    const { body } = await admin.call<PasskeyCreation>("POST", "/me/passkeys/options", {});
    client.challenge = admin.challenge;
    expect((await client.call("POST", "/me/passkeys", phone.make(body))).status).toBe(403);
    now += 15 * minute;
    const late = { status: 403, body: { code: "sign_in_again" } };
    expect(await admin.call("POST", "/me/passkeys/options", {})).toMatchObject(late);
    expect(await admin.call("DELETE", "/me/password")).toMatchObject(late);
    await admin.signIn("ada@example.com", adminPassword);
    expect((await addPasskey(admin, phone)).status).toBe(201);
    // An authenticator that is asked again has it already.
    const again = (await admin.call<PasskeyCreation>("POST", "/me/passkeys/options", {})).body;
    expect(again.exclude).toHaveLength(1);
    expect(again.user.id).toBe(body.user.id);
    expect(JSON.stringify(again.user)).not.toContain("first");
  });
});

test("a desk at an address of numbers offers no passkeys", async () => {
  await using desk = await startDesk({ publicUrl: "http://127.0.0.1:4000" });
  const client = new DeskClient(`http://localhost:${desk.port}`);
  client.headers = { "X-Causerie-Desk": "1" };
  expect((await client.get("/sign-in/methods")).body).toEqual({ passwords: true, passkeys: false });
  expect((await client.call("POST", "/sign-in/passkey/options", {})).status).toBe(409);
});

test("asking for passkeys ends after 120 times from one address", async () => {
  await using desk = await startDesk({ trustedProxies: 1 });
  const statuses: number[] = [];
  for (let n = 0; n < 121; n += 1)
    statuses.push((await desk.client().call("POST", "/sign-in/passkey/options", {})).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(120);
  expect(statuses.at(-1)).toBe(429);
});
