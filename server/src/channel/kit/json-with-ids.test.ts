import { expect, test } from "vitest";
import { asId, asText, parseJsonKeepingIds } from "./json-with-ids.ts";

test("ids beyond what a number can hold arrive digit by digit; other numbers stay numbers", () => {
  const text =
    '{"id":27161130920158013,"list":[-9007199254740993,1e400,1790000000000,0.1234567890123456],"text":"27161130920158013"}';
  expect(parseJsonKeepingIds(text)).toEqual({
    id: "27161130920158013",
    list: ["-9007199254740993", Number.POSITIVE_INFINITY, 1790000000000, 0.1234567890123456],
    text: "27161130920158013",
  });
});

test("an id reads the same whether it was written as a number or as text", () => {
  expect([asId(123), asId("123"), asId(parseJsonKeepingIds("27161130920158013"))]).toEqual([
    "123",
    "123",
    "27161130920158013",
  ]);
  expect([asId(1.5), asId(null), asId({}), asId("")]).toEqual([undefined, undefined, undefined, undefined]);
});

test("text loses NUL and half characters, which stores refuse", () => {
  expect(asText("a\0b\ud83dc😊")).toBe("ab\ufffdc😊");
  expect(asText("\0")).toBeUndefined();
});
