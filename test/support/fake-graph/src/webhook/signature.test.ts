import { expect, test } from "vitest";
import { escapeUnicodeJson, sign } from "./signature.ts";

const secret = "test-app-secret";
const escaped =
  '{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"sender":{"id":"2"},"recipient":{"id":"1"},' +
  '"timestamp":1,"message":{"mid":"m_x","text":"\\u00e4\\u00f6\\u00e5 \\ud83d\\ude0a a\\/b"}}]}]}';

test("V1: both hashes of a plain body are Meta's", () => {
  expect(sign(secret, '{"object":"page","entry":[]}')).toEqual({
    sha256: "1a82db3abc2fa71a3fffecfedef579a8468a44850cd8a83a0c56974faff81689",
    sha1: "8140dad690593c0a964005080d6c445e7921d6f3",
  });
});

test("V2: an escaped body is signed as it is written", () => {
  expect(sign(secret, escaped).sha256).toBe("f35fc2e1f3c7c01abf783b84708efcde1c1b83e123ae30184da132eae5dfba11");
});

test("V3: the same body serialised again in UTF-8 has another signature", () => {
  const again = JSON.stringify(JSON.parse(escaped));
  expect(sign(secret, again).sha256).toBe("fe680533f1f5e1e4fd7ec4592c978061478dc9045918f234764780963cf91a79");
});

test("V5: the older SHA-1 hash agrees with other implementations", () => {
  expect(sign("FAKE_SECRET", "rawBody").sha1).toBe("0d814d436b45c33ef664a317ff4b8dc2d3d8fe2a");
  expect(sign("FAKE_SECRET", "{}").sha1).toBe("1c99183cb7c44ea27fb834746086b65b89800db8");
});

test("V6: the SHA-256 hash of an access token is its appsecret_proof", () => {
  const proof = "685154a38f58d416358756c5196930bfad406aa23a3dfc9cf2bbd908c2dcd3b8";
  expect(sign(secret, "EAAB-page-token").sha256).toBe(proof);
});

test("bytes and text are signed alike", () => {
  expect(sign(secret, Buffer.from("ä"))).toEqual(sign(secret, "ä"));
});

test("JSON is written as Meta writes it: ASCII, lower-case hex, escaped slashes", () => {
  expect(escapeUnicodeJson(JSON.parse(escaped))).toBe(escaped);
  expect(escapeUnicodeJson({ text: "é/😊" })).toBe('{"text":"\\u00e9\\/\\ud83d\\ude0a"}');
});
