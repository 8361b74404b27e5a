import { expect, test } from "vitest";
import { isContactUrl, isWebUrl, webUrlOf } from "./web-url.ts";

test("only absolute http and https addresses are addresses of the web", () => {
  for (const url of ["https://a.example", "HTTP://a.example/b?c#d"]) expect(isWebUrl(url)).toBe(true);
  for (const url of [
    "",
    "/path",
    "//a.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    " https://a.example",
    "https:///a.example",
    "https://\\a.example",
    "https://?a",
    "https://a b.example",
    "https://a.example/\tb",
    "https://a.exam\nple/b",
  ])
    expect(isWebUrl(url)).toBe(false);
});

test("an address is sent as it is written, or as every platform can read it", () => {
  for (const url of ["https://a.example", "HTTP://a.example/B?c=%20#d"]) expect(webUrlOf(url)).toBe(url);
  expect(webUrlOf("https://a.example/my plan.pdf")).toBe("https://a.example/my%20plan.pdf");
  expect(webUrlOf("https://exämple.example/ü?q=é")).toBe("https://xn--exmple-cua.example/%C3%BC?q=%C3%A9");
  expect(webUrlOf("https://a.example/b\\c ")).toBe("https://a.example/b/c");
});

test("a mail needs an address, and a call a number", () => {
  for (const url of ["tel:+49301234", "TEL:030-1234;ext=5", "mailto:a@b.example", "mailto:a@b.example?subject=Hi"])
    expect(isContactUrl(url)).toBe(true);
  for (const url of [
    "tel:",
    "tel:me",
    "mailto:",
    "mailto:me",
    "javascript:tel:1",
    "tel:+49 30",
    " tel:1",
    "sms:+49301234",
  ])
    expect(isContactUrl(url)).toBe(false);
});
