import { expect, test } from "vitest";
import { defaultProperties } from "./chat-properties.ts";
import { parseCentralDefaults, withDefaults } from "./with-defaults.ts";

test("the central value is an address or an object of properties", () => {
  expect(parseCentralDefaults(" https://chat.example.com/web ")).toEqual({ endpoint: "https://chat.example.com/web" });
  expect(parseCentralDefaults('{"endpoint":"https://chat.example.com/web","signIn":true,"height":"tall"}')).toEqual({
    endpoint: "https://chat.example.com/web",
    signIn: true,
  });
});

test("a broken central value sets nothing", () => {
  for (const broken of ["", " ", "{", "{}", '{"endpoint":7}']) expect(parseCentralDefaults(broken)).toEqual({});
});

test("what an author has set wins, and the rest comes from the administrator", () => {
  const own = { ...defaultProperties, heading: "Ask the port" };
  const central = { endpoint: "https://chat.example.com/web", heading: "Ask us", signIn: true };
  expect(withDefaults(own, central)).toEqual({
    ...defaultProperties,
    endpoint: "https://chat.example.com/web",
    heading: "Ask the port",
    signIn: true,
  });
});
