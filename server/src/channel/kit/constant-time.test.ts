import { expect, test } from "vitest";
import { isHmacOf, isSameSecret } from "./constant-time.ts";

// RFC 4231, test case 2.
const secret = "Jefe";
const body = Buffer.from("what do ya want for nothing?");
const signature = Buffer.from("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "hex");

test("a body is signed when one of the secrets gives its signature", () => {
  expect(isHmacOf(body, signature, { algorithm: "sha256", secrets: [secret] })).toBe(true);
  expect(isHmacOf(body, signature, { algorithm: "sha256", secrets: ["new", secret] })).toBe(true);
  expect(isHmacOf(body, signature, { algorithm: "sha256", secrets: ["new"] })).toBe(false);
  expect(isHmacOf(body, signature, { algorithm: "sha256", secrets: [] })).toBe(false);
});

test("another body, a signature of another length or another algorithm does not count", () => {
  const rule = { algorithm: "sha256", secrets: [secret] } as const;
  expect(isHmacOf(body.subarray(1), signature, rule)).toBe(false);
  expect(isHmacOf(body, signature.subarray(1), rule)).toBe(false);
  expect(isHmacOf(body, new Uint8Array(), rule)).toBe(false);
  expect(isHmacOf(body, signature, { ...rule, algorithm: "sha1" })).toBe(false);
});

test("secrets of any length are compared whole", () => {
  expect(isSameSecret("verify-me", "verify-me")).toBe(true);
  expect(isSameSecret("verify-m", "verify-me")).toBe(false);
  expect(isSameSecret("", "verify-me")).toBe(false);
  expect(isSameSecret("", "")).toBe(false);
});
