import { expect, test } from "vitest";
import { openOptions, sealOptions } from "./kept-channel.ts";
import { createSealing } from "#channel/kit/sealing.ts";

const [old, today] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const schema = {
  type: "object" as const,
  properties: {
    site: { title: "Site", type: "string" as const },
    token: { title: "Token", type: "string" as const, writeOnly: true },
    signIn: {
      title: "Sign-in",
      type: "object" as const,
      properties: { secret: { title: "Secret", type: "string" as const, writeOnly: true } },
    },
  },
};

test("what is a secret, or has one inside, is kept sealed, and everything comes back", () => {
  const sealing = createSealing(today, []);
  const given = { site: "https://a.example", token: "page-token", signIn: { secret: "inner-secret" } };
  const kept = sealOptions({ id: "a", sealed: {} }, given, schema, { sealing, now: 5 });
  expect(kept.options).toEqual({ site: "https://a.example" });
  expect(JSON.stringify(kept)).not.toMatch(/page-token|inner-secret/);
  expect(openOptions({ id: "a", ...kept }, sealing)).toEqual(given);
});

test("what was sealed for one channel or option opens for no other", () => {
  const sealing = createSealing(today, []);
  const { sealed } = sealOptions({ id: "a", sealed: {} }, { token: "page-token" }, schema, { sealing, now: 5 });
  expect(openOptions({ id: "b", options: {}, sealed }, sealing)).toBeUndefined();
  const { token } = sealed;
  if (token === undefined) throw new Error("it was not sealed");
  expect(openOptions({ id: "a", options: {}, sealed: { signIn: token } }, sealing)).toBeUndefined();
});

test("a key of before opens what it has sealed; a foreign one and other bytes open nothing", () => {
  const sealed = createSealing(old, []).seal("page-token", "about");
  expect(createSealing(today, [old]).open(sealed, "about")).toBe("page-token");
  expect(createSealing(today, []).open(sealed, "about")).toBeUndefined();
  const other = `${sealed.slice(0, -4)}${sealed.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
  expect(createSealing(today, [old]).open(other, "about")).toBeUndefined();
  expect(createSealing(today, []).open("", "about")).toBeUndefined();
});

test("what a key of before has sealed is sealed anew with that of today, and nothing else is", () => {
  const sealed = createSealing(old, []).seal("page-token", "about");
  const renewed = createSealing(today, [old]).renew(sealed, "about") ?? "";
  expect(createSealing(today, []).open(renewed, "about")).toBe("page-token");
  expect(createSealing(today, [old]).renew(renewed, "about")).toBeUndefined();
  expect(createSealing(today, [old]).renew(sealed, "another thing")).toBeUndefined();
});
