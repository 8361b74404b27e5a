import { expect, test } from "vitest";
import { encodeLink } from "#channel/message/link.ts";
import { decodeChoice, encodeChoice } from "./choice-code.ts";

test("a choice that is tapped follows its link with its whole label, or says its words", () => {
  const link = encodeLink("fares", { zone: "north" });
  expect(decodeChoice(encodeChoice({ label: "All the fares", link }))).toEqual({
    type: "postback",
    link,
    label: "All the fares",
  });
  expect(decodeChoice(encodeChoice({ label: "No", say: "No, thank you" }))).toEqual({
    type: "text",
    text: "No, thank you",
  });
});

test("anything else is no choice", () => {
  for (const code of [undefined, "", "fares", "null", "3", "[]", '{"link":3}', '{"say":""}', '{"link":"a","label":1}'])
    expect(decodeChoice(code)).toBeUndefined();
});
