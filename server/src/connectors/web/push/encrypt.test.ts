import { createECDH } from "node:crypto";
import { expect, test } from "vitest";
import { encryptForBrowser, mostPayloadBytes } from "./encrypt.ts";
import { isPushService } from "./services.ts";
import { deriveVapidKey, vapidKey } from "./vapid.ts";

test("the example of RFC 8291, appendix A, is encrypted as it stands there", () => {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(Buffer.from("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "base64url"));
  const browser = {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const own = { ecdh, salt: Buffer.from("DGv6ra1nlYgDCS1FRnbzlw", "base64url") };
  const text = Buffer.from("When I grow up, I want to be a watermelon");
  expect(encryptForBrowser(text, browser, own).toString("base64url")).toBe(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("a push holds what a record holds, and no more", () => {
  const ecdh = createECDH("prime256v1");
  const browser = { p256dh: ecdh.generateKeys().toString("base64url"), auth: Buffer.alloc(16).toString("base64url") };
  expect(encryptForBrowser(Buffer.alloc(mostPayloadBytes), browser).length).toBeLessThanOrEqual(4096);
  expect(() => encryptForBrowser(Buffer.alloc(mostPayloadBytes + 1), browser)).toThrow("a push holds");
  expect(() =>
    encryptForBrowser(Buffer.alloc(1), { ...browser, p256dh: Buffer.alloc(65, 4).toString("base64url") }),
  ).toThrow(/public key is not valid/i);
});

test("any 32 bytes of a secret give a key, the same each time", () => {
  for (const byte of [0, 1, 127, 255]) {
    const { publicKey } = deriveVapidKey(Buffer.alloc(32, byte));
    expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
    expect(deriveVapidKey(Buffer.alloc(32, byte)).publicKey).toBe(publicKey);
  }
  expect(() => vapidKey(Buffer.alloc(32, 255).toString("base64url"))).toThrow(/private key is not valid/i);
});

test.each([
  ["https://fcm.googleapis.com/fcm/send/abc:def", true],
  ["https://updates.push.services.mozilla.com/wpush/v2/abc", true],
  ["https://db5p.notify.windows.com/w/?token=abc", true],
  ["https://web.push.apple.com/abc", true],
  ["http://fcm.googleapis.com/fcm/send/abc", false],
  ["https://fcm.googleapis.com:8443/fcm/send/abc", false],
  ["https://user@fcm.googleapis.com/fcm/send/abc", false],
  ["https://fcm.googleapis.com.evil.example/abc", false],
  ["https://evilfcm.googleapis.com/abc", false],
  ["https://notify.windows.com/abc", false],
  ["https://169.254.169.254/latest/meta-data", false],
  ["http://127.0.0.1:5432/", false],
  ["https://localhost/", false],
  ["https://[::ffff:10.0.0.1]/", false],
  ["file:///etc/passwd", false],
  ["not an address", false],
])("%s is a push service: %s", (endpoint, is) => {
  expect(isPushService(endpoint)).toBe(is);
});

test("an operator may name other services, over https or on this machine only", () => {
  expect(isPushService("https://push.example.com/x", ["https://push.example.com"])).toBe(true);
  expect(isPushService("http://127.0.0.1:8123/x", ["http://127.0.0.1:8123"])).toBe(true);
  expect(isPushService("http://127.0.0.1:8124/x", ["http://127.0.0.1:8123"])).toBe(false);
  expect(isPushService("http://push.example.com/x", ["http://push.example.com"])).toBe(false);
});
