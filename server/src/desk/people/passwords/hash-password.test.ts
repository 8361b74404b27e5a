import { expect, test } from "vitest";
import type { RequestError } from "#app/errors.ts";
import { currentCost, PasswordHasher } from "./hash-password.ts";

const cheap = new PasswordHasher({ memory: 64, passes: 1, parallelism: 1 });

test("a password is known again by its hash, which says how it was made and is another each time", async () => {
  const hasher = new PasswordHasher();
  const hash = await hasher.hash("forty blue herons walk");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await hasher.verify("forty blue herons walk", hash)).toBe(true);
  expect(await hasher.verify("forty blue herons walks", hash)).toBe(false);
  expect(await hasher.hash("forty blue herons walk")).not.toBe(hash);
});

test("the known answer of the reference implementation is ours", async () => {
  // RFC 9106 has none without a key; this one is of `argon2 somesalt -id -t 2 -m 16 -p 1` with "password".
  const kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await cheap.verify("password", kept)).toBe(true);
  expect(await cheap.verify("Password", kept)).toBe(false);
});

test("one that was made when less was asked for is known to be outdated, and nobody's is never right", async () => {
  const kept = await cheap.hash("forty blue herons walk");
  const hasher = new PasswordHasher(currentCost);
  expect(hasher.isOutdated(kept)).toBe(true);
  expect(await hasher.verify("forty blue herons walk", kept)).toBe(true);
  expect(hasher.isOutdated(await hasher.hash("x"))).toBe(false);
  expect(await hasher.verify("", undefined)).toBe(false);
});

test("letters that keyboards write in two forms are one password", async () => {
  expect(await cheap.verify("caf\u00e9", await cheap.hash("cafe\u0301"))).toBe(true);
});

test("of a crowd at the door some are asked to come again, and those within are answered", async () => {
  const crowd = await Promise.allSettled(Array.from({ length: 60 }, () => cheap.verify("x", undefined)));
  const refused = crowd.flatMap((each) => (each.status === "rejected" ? [each.reason as RequestError] : []));
  expect(refused).toHaveLength(60 - 34);
  expect(refused[0]).toMatchObject({ code: "unavailable", retryAfterMs: 2_000 });
  expect(await cheap.verify("x", undefined)).toBe(false);
});
