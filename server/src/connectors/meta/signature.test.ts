import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { appSecretProof, isSigned } from "./signature.ts";

const secret = "test-app-secret";
const empty = '{"object":"page","entry":[]}';
const escaped = String.raw`{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"sender":{"id":"2"},"recipient":{"id":"1"},"timestamp":1,"message":{"mid":"m_x","text":"\u00e4\u00f6\u00e5 \ud83d\ude0a a\/b"}}]}]}`;
const emptySignature = "1a82db3abc2fa71a3fffecfedef579a8468a44850cd8a83a0c56974faff81689";
const escapedSignature = "f35fc2e1f3c7c01abf783b84708efcde1c1b83e123ae30184da132eae5dfba11";

function isAccepted(body: string, sha256?: string, sha1?: string, allowSha1 = false): boolean {
  return isSigned(Buffer.from(body), { sha256, sha1 }, { secrets: [secret], allowSha1 });
}

test("the signature is over the bytes as Meta wrote them, not over the same JSON written anew", () => {
  expect(isAccepted(empty, `sha256=${emptySignature}`)).toBe(true);
  expect(isAccepted(escaped, `sha256=${escapedSignature}`)).toBe(true);
  expect(isAccepted(JSON.stringify(JSON.parse(escaped)), `sha256=${escapedSignature}`)).toBe(false);
});

test.each([
  ["a missing header", undefined],
  ["an empty header", ""],
  ["a SHA-1 value", "sha1=8140dad690593c0a964005080d6c445e7921d6f3"],
  ["a value without its name", emptySignature],
  ["a digit too few", `sha256=${emptySignature.slice(1)}`],
  ["two digits too few", `sha256=${emptySignature.slice(2)}`],
  ["upper-case digits", `sha256=${emptySignature.toUpperCase()}`],
  ["two copies of the header", `sha256=${emptySignature}, sha256=${emptySignature}`],
  ["another digit", `sha256=${emptySignature.slice(0, -1)}a`],
])("%s is no signature", (_case, header) => {
  expect(isAccepted(empty, header)).toBe(false);
});

test("a cut body and an added newline are found out", () => {
  expect(isAccepted(empty.slice(0, -1), `sha256=${emptySignature}`)).toBe(false);
  expect(isAccepted(`${empty}\n`, `sha256=${emptySignature}`)).toBe(false);
});

test("the old SHA-1 header counts only where it is allowed and the new one is absent", () => {
  const sha1 = "sha1=8140dad690593c0a964005080d6c445e7921d6f3";
  expect(isAccepted(empty, undefined, sha1)).toBe(false);
  expect(isAccepted(empty, undefined, sha1, true)).toBe(true);
  expect(isAccepted(empty, `sha256=${"0".repeat(64)}`, sha1, true)).toBe(false);
});

test("while a secret is being replaced, both the old and the new one count", () => {
  const rules = { secrets: ["new-secret", "old-secret"], allowSha1: false };
  for (const secret of rules.secrets) {
    const sha256 = `sha256=${createHmac("sha256", secret).update(empty).digest("hex")}`;
    expect(isSigned(Buffer.from(empty), { sha256, sha1: undefined }, rules)).toBe(true);
  }
  expect(isSigned(Buffer.from(empty), { sha256: `sha256=${emptySignature}`, sha1: undefined }, rules)).toBe(false);
});

test("the proof of the app's secret is the one that Meta computes", () => {
  expect(appSecretProof(secret, "EAAB-page-token")).toBe(
    "685154a38f58d416358756c5196930bfad406aa23a3dfc9cf2bbd908c2dcd3b8",
  );
});
