import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isRef, openRef, type RefClaims, sealRef } from "@causerie/server/identity/ref.ts";

const key = randomBytes(32);
const claims = fc.record<RefClaims>({
  issuer: fc.record({
    connectorId: fc.string({ maxLength: 32 }),
    userId: fc.string({ unit: "grapheme", maxLength: 40 }),
  }),
  target: fc.string({ maxLength: 32 }),
  expiresAt: fc.integer({ min: 0, max: 2 ** 52 }),
  asks: fc.boolean(),
});

test("what was sealed is opened again, by its key or one of before, under one id; two refs never have the same", () => {
  fc.assert(
    fc.property(claims, fc.uint8Array({ minLength: 32, maxLength: 32 }), (given, other) => {
      const ref = sealRef(given, key);
      expect(openRef(ref, [key])).toMatchObject(given);
      expect(openRef(ref, [other, key])).toEqual(openRef(ref, [key]));
      expect(openRef(ref, [other])).toBeUndefined();
      const again = sealRef(given, key);
      expect(openRef(again, [key])?.id).not.toBe(openRef(ref, [key])?.id);
    }),
  );
});

test("it fits behind m.me, and says nothing to whoever reads it", () => {
  fc.assert(
    fc.property(claims, (given) => {
      const { issuer, target } = given;
      const ref = sealRef(given, key);
      expect(ref).toMatch(/^[A-Za-z0-9_=-]{1,2083}$/);
      expect(isRef(ref)).toBe(true);
      const shown = [ref, Buffer.from(ref.slice("continue-".length), "base64url").toString("latin1")];
      for (const secret of [issuer.connectorId, issuer.userId, target].filter(({ length }) => length > 4))
        for (const text of shown) expect(text).not.toContain(secret);
    }),
  );
});

test("with any character changed, cut, added or exchanged it is no ref any more, and nothing throws", () => {
  const ref = sealRef(
    { issuer: { connectorId: "web", userId: "v_ada" }, target: "page", expiresAt: 1, asks: true },
    key,
  );
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ".split("");
  for (const [index, character] of ref.split("").entries())
    for (const other of alphabet.filter((each) => each !== character))
      expect(openRef(ref.slice(0, index) + other + ref.slice(index + 1), [key])).toBeUndefined();
  for (let length = 0; length < ref.length; length += 1) expect(openRef(ref.slice(0, length), [key])).toBeUndefined();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String().map((text) => `continue-${text}`),
      ),
      (text) => {
        expect(openRef(text, [key])).toBeUndefined();
        expect(openRef(ref + text, [key])).toEqual(text === "" ? openRef(ref, [key]) : undefined);
      },
    ),
  );
});
