import { expect, test } from "vitest";
import { isWebUrl } from "./web-url.ts";

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
