import { expect, test } from "vitest";
import { findLinks } from "./find-links.ts";

const addressesOf = (text: string): string[] => findLinks(text).map(({ href }) => href);

test.each<[string, string[]]>([
  ["no link", []],
  ["See https://a.example/x, or not.", ["https://a.example/x"]],
  ["(https://a.example/x_(y)). Then", ["https://a.example/x_(y)"]],
  ["**https://a.example/**", ["https://a.example/"]],
  [
    '[here](https://a.example/a_(b)) and [there](<https://b.example/?q=1> "title")',
    ["https://a.example/a_(b)", "https://b.example/?q=1"],
  ],
  ["[https://a.example](https://b.example/)", ["https://b.example/"]],
  ["<https://a.example/x>", ["https://a.example/x"]],
  ["www.a.example/x and mail@www.a.example", ["https://www.a.example/x"]],
  ["HTTP://A.example/", ["http://a.example/"]],
  ["https://fr.example/Événement.", ["https://fr.example/%C3%89v%C3%A9nement"]],
  ["https://a.exampleを見て", ["https://a.example/"]],
  ["`https://a.example/` ``https://b.example` `` https://c.example/", ["https://c.example/"]],
  ["```\nhttps://a.example/\n```\nhttps://b.example/", ["https://b.example/"]],
  ["```\nhttps://a.example/", []],
  ["a ` b https://a.example/", ["https://a.example/"]],
  ["[a](/x) [b](javascript:alert(1)) [c](mailto:a@b.example)", []],
  [`https://a.example/${"x".repeat(2_048)}`, []],
  ["https://", []],
])("the links of %j", (text, addresses) => {
  expect(addressesOf(text)).toEqual(addresses);
});

test.each(["`", "[", "](", "https://", "<https:", "(", "www."])(
  "a long text of %j takes no time to speak of",
  (part) => {
    const began = performance.now();
    findLinks(`https://a.example/ ${part.repeat(20_000)}`);
    expect(performance.now() - began).toBeLessThan(1_000);
  },
);
