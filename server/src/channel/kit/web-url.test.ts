import { expect, test } from "vitest";
import { isContactUrl, isWebUrl } from "./web-url.ts";

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
  ])
    expect(isWebUrl(url)).toBe(false);
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
