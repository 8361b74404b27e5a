import type { ChannelField, DeskChannel } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { NoJsonError, toOptions, toValues } from "./channel-form.ts";

const field = (name: string, input: ChannelField["input"], more: Partial<ChannelField> = {}): ChannelField => ({
  name,
  title: name,
  input,
  isRequired: false,
  isSecret: false,
  isOwnChoice: false,
  ...more,
});
const fields = [
  field("origins", "list", { isRequired: true }),
  field("pageUrl", "text"),
  field("tokenTtl", "number"),
  field("tock", "switch"),
  field("rates", "json"),
  field("token", "text", { isSecret: true }),
];
const options = { origins: ["https://a.example", "https://b.example"], tokenTtl: 60, tock: false, rates: { send: 1 } };

test("options that are shown and sent back are the same, and a secret is not among them", () => {
  const channel = { options, secrets: [{ name: "token", changedAt: 1 }] } as unknown as DeskChannel;
  const values = toValues(fields, channel);
  expect(values["token"]).toBe("");
  expect(toOptions(fields, values)).toEqual(options);
});

test("an empty field is left out, except for a list that must be there", () => {
  expect(toOptions(fields, toValues(fields, undefined))).toEqual({ origins: [] });
  expect(toOptions(fields, { origins: "any", token: " a-token " })).toEqual({ origins: "any", token: "a-token" });
});

test("what is no JSON is named by its field", () => {
  expect(() => toOptions(fields, { rates: "{ send" })).toThrow(NoJsonError);
});
