import { expect, test } from "vitest";
import { encodeLink, parseLink } from "./link.ts";

test("a link carries its story, step and parameters there and back", () => {
  const link = encodeLink("fares", { from: "Mont-Sainte & co", seats: 2, back: true, none: undefined }, "choose");
  expect(parseLink(link)).toEqual({
    intent: "fares",
    step: "choose",
    params: { from: "Mont-Sainte & co", seats: "2", back: "true" },
  });
});

test("a link as Tock writes it is read: plus signs are spaces, reserved parameters are left out", () => {
  expect(parseLink("weather?city=La+Rochelle&_previous_intent=hello&_step=day")).toEqual({
    intent: "weather",
    step: "day",
    params: { city: "La Rochelle" },
  });
});

test("any text can be read as a link, and no parameter reaches a prototype", () => {
  expect(parseLink("100%")).toEqual({ intent: "100%", params: {} });
  expect(parseLink("")).toEqual({ intent: "", params: {} });
  const { params } = parseLink("x?__proto__=1&constructor=2");
  expect(Object.keys(params)).toEqual(["constructor"]);
  expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
});
