import { ConfigError } from "@causerie/server";
import { PasswordHasher } from "@causerie/server/desk/people/passwords/hash-password.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import type { DeskSession, SignedIn } from "@causerie/protocol/desk";
import { describe, expect, test } from "vitest";
import { adminPassword, deskStores, member, memberPassword, startDesk } from "#support/desk/start-desk.ts";

const hour = 3_600_000;

describe.each(deskStores)("signing in ($store)", ({ database }) => {
  test("an unknown address, a wrong password and a disabled account get the same answer", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { id, email } = await member(desk, admin, "operator");
    expect((await admin.call("PATCH", `/people/${id}`, { isDisabled: true })).status).toBe(200);
    const answers = [
      await desk.client().signIn("nobody@example.com", memberPassword),
      await desk.client().signIn("ada@example.com", "not the password of Ada"),
      await desk.client().signIn(email, memberPassword),
    ];
    expect(answers[0]).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    for (const { body, headers } of answers) {
      expect(body).toEqual(answers[0]?.body);
      expect(headers.getSetCookie()).toEqual([]);
    }
  });

  test("each time the browser gets a new session, and the one that it had ends", async () => {
    await using desk = await startDesk({}, { database: database() });
    const client = await desk.admin();
    const first = client.cookie;
    const chosen = `${first?.split("=")[0]}=${"a".repeat(43)}`;
    client.cookie = chosen;
    await client.signIn("ada@example.com", adminPassword);
    // A session that somebody has put into the browser is not taken up.
    expect(client.cookie).not.toBe(chosen);
    const second = client.cookie;
    await client.signIn("ada@example.com", adminPassword);
    expect(client.cookie).not.toBe(second);
    expect((await client.get("/me")).status).toBe(200);
    const browser = desk.client();
    browser.cookie = second;
    expect((await browser.get("/me")).status).toBe(401);
    browser.cookie = chosen;
    expect((await browser.get("/me")).status).toBe(401);
  });

  test("a session ends after an hour without use, and after twelve in any case", async () => {
    let now = Date.now();
    await using desk = await startDesk({}, { database: database(), now: () => now });
    const client = await desk.admin();
    const idle = desk.client();
    await idle.signIn("ada@example.com", adminPassword);
    for (let hours = 0; hours < 11.5; hours += 0.5) {
      now += hour / 2;
      expect((await client.get("/me")).status).toBe(200);
    }
    now += hour / 2;
    expect((await client.get("/me")).status).toBe(401);
    expect((await idle.get("/me")).status).toBe(401);
    const { body } = await client.signIn("ada@example.com", adminPassword);
    expect(body.expiresAt).toBe(now + 12 * hour);
    expect((await client.get("/sessions")).body).toHaveLength(1);
  });

  test("whoever signs out is out, and the cookie is taken back", async () => {
    await using desk = await startDesk({}, { database: database() });
    const client = await desk.admin();
    const { cookie } = client;
    expect((await client.call("POST", "/sign-out", {})).status).toBe(204);
    expect(client.cookie).toBeUndefined();
    client.cookie = cookie;
    expect((await client.get("/me")).status).toBe(401);
  });

  test("a changed password ends all other sessions and the former password", async () => {
    await using desk = await startDesk({}, { database: database() });
    const client = await desk.admin();
    const other = desk.client();
    await other.signIn("ada@example.com", adminPassword);
    const before = client.cookie;
    const password = "six quiet lanterns over water";
    expect(await client.call("POST", "/me/password", { current: "wrong", password })).toMatchObject({
      status: 403,
      body: { code: "wrong_password" },
    });
    expect((await client.call("POST", "/me/password", { current: adminPassword, password })).status).toBe(204);
    expect(client.cookie).not.toBe(before);
    expect((await client.get("/me")).status).toBe(200);
    expect((await other.get("/me")).status).toBe(401);
    expect((await desk.client().signIn("ada@example.com", adminPassword)).status).toBe(401);
    expect((await desk.client().signIn("ada@example.com", password)).status).toBe(200);
  });

  test("people see where they are signed in and end it; an administrator does so for all", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const { client, id } = await member(desk, admin, "viewer");
    const phone = desk.client();
    phone.headers["User-Agent"] =
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36";
    await phone.signIn("viewer@example.com", memberPassword);
    const own = (await client.get<DeskSession[]>("/sessions")).body;
    expect(own.map(({ personId, isCurrent, device }) => ({ personId, isCurrent, device }))).toEqual([
      { personId: id, isCurrent: false, device: "Chrome, Android" },
      { personId: id, isCurrent: true, device: "" },
    ]);
    expect(JSON.stringify(own)).not.toMatch(/hash/);
    const ofAdmin = (await admin.get<SignedIn>("/me")).body.sessionId;
    expect((await client.call("DELETE", `/sessions/${ofAdmin}`)).status).toBe(404);
    expect((await client.call("DELETE", `/sessions/${own[0]?.id}`)).status).toBe(204);
    expect((await phone.get("/me")).status).toBe(401);
    expect((await admin.get<DeskSession[]>("/sessions")).body).toHaveLength(2);
    expect((await admin.call("DELETE", `/sessions/${own[1]?.id}`)).status).toBe(204);
    expect((await client.get("/me")).status).toBe(401);
  });

  test("a weak password is refused with the reason, by its own code", async () => {
    await using desk = await startDesk({}, { database: database() });
    const admin = await desk.admin();
    const token = await admin.invite("robin@example.com", "operator");
    const accept = (password: string) =>
      desk
        .client()
        .call("POST", "/invitations/accept", { token, name: "Robin Hooper", email: "robin@example.com", password });
    expect((await accept("too short")).body).toMatchObject({ code: "invalid_request" });
    for (const password of ["passwordpassword1", "123456789012345678", "robin.hooper.robin", "aaaaaaaaaaaaaaaaaaaa"])
      expect((await accept(password)).body).toMatchObject({ code: "weak_password", status: 422 });
    const wrong = { token, name: "Robin", email: "mallory@example.com", password: memberPassword };
    expect((await desk.client().call("POST", "/invitations/accept", wrong)).body).toMatchObject({
      code: "invalid_request",
    });
    expect((await accept(memberPassword)).status).toBe(201);
  });
});

describe("guessing", () => {
  test("ends after ten tries at an account from one address, and its owner comes in from another", async () => {
    await using desk = await startDesk({ trustedProxies: 1 });
    await desk.admin();
    const guesser = desk.client();
    guesser.headers["X-Forwarded-For"] = "203.0.113.7";
    const tries: number[] = [];
    for (let n = 0; n < 12; n += 1)
      tries.push((await guesser.signIn("ada@example.com", `guess number ${n} of many`)).status);
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    // Also the right one: the answer would else say that it is.
    const late = await guesser.signIn("ada@example.com", adminPassword);
    expect(late).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    const owner = desk.client();
    owner.headers["X-Forwarded-For"] = "198.51.100.1";
    expect((await owner.signIn("ada@example.com", adminPassword)).status).toBe(200);
  });

  test("of many accounts from one address ends after sixty tries, and of one from many after a hundred", async () => {
    await using desk = await startDesk({ trustedProxies: 1 });
    await desk.admin();
    const spray = desk.client();
    spray.headers["X-Forwarded-For"] = "203.0.113.9";
    const sprayed: number[] = [];
    for (let n = 0; n < 61; n += 1)
      sprayed.push((await spray.signIn(`p${n}@example.com`, "whatever it is now")).status);
    expect(sprayed.filter((status) => status === 401)).toHaveLength(60);
    const many: number[] = [];
    for (let n = 0; n < 101; n += 1) {
      const one = desk.client();
      one.headers["X-Forwarded-For"] = `198.51.100.${n}`;
      many.push((await one.signIn("bob@example.com", "whatever it is now")).status);
    }
    expect(many.filter((status) => status === 401)).toHaveLength(100);
  });

  test("takes as long for an unknown address as for a known one", async () => {
    await using desk = await startDesk({ trustedProxies: 1 });
    await desk.admin();
    let visits = 0;
    const timeOf = async (email: string): Promise<number> => {
      const client = desk.client();
      client.headers["X-Forwarded-For"] = `198.51.100.${(visits += 1)}`;
      const begun = performance.now();
      await client.signIn(email, "some password or other");
      return performance.now() - begun;
    };
    const [known, unknown]: number[][] = [[], []];
    for (let n = 0; n < 15; n += 1) {
      known?.push(await timeOf("ada@example.com"));
      unknown?.push(await timeOf(`nobody${n}@example.com`));
    }
    // The fastest of each: the machine is shared. Without the work it would be a few milliseconds to some fifty.
    const [ofKnown, ofUnknown] = [Math.min(...(known ?? [])), Math.min(...(unknown ?? []))];
    expect(ofUnknown / ofKnown).toBeGreaterThan(0.6);
    expect(ofUnknown / ofKnown).toBeLessThan(1.67);
  });
});

test("a password that was kept when less work was asked for is kept anew at the next sign-in", async () => {
  const folder = temporaryFolder();
  const store = await openSqliteStore({ folder });
  await using desk = await startDesk({}, { store });
  await desk.admin();
  const kept = async () => (await store.desk?.records.find("person", "ada@example.com"))?.body as { password: string };
  const before = await kept();
  const weak = await new PasswordHasher({ memory: 64, passes: 1, parallelism: 1 }).hash(adminPassword);
  const change = { kind: "person", id: "first", type: "put", key: "ada@example.com" } as const;
  await store.desk?.records.write([{ ...change, body: { ...before, password: weak } }], [], 0);
  expect((await desk.client().signIn("ada@example.com", adminPassword)).status).toBe(200);
  expect((await kept()).password).toContain("m=19456,t=2");
  expect((await desk.client().signIn("ada@example.com", adminPassword)).status).toBe(200);
});

test("a desk needs a store that keeps it", async () => {
  const error = await rejectionOf(startDesk({}, { store: createMemoryStore() }), ConfigError);
  expect(String(error)).toMatch(/keeps nothing for a desk/);
});
