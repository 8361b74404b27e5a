import { expect, test } from "vitest";
import { setupSteps } from "#channel/connector-definition.ts";
import { web } from "./web.ts";

test("a connector with sensible options has no problems and says where it is", () => {
  const connector = web({ origins: ["https://shop.example", "http://localhost:8080", "https://*.example.com"] });
  expect(connector.problems()).toEqual([]);
  expect(setupSteps(connector, "https://chat.example/")).toEqual([
    `web "web": https://chat.example/web, for pages of this server, https://shop.example, http://localhost:8080, https://*.example.com`,
  ]);
});

test("a connector with kinds of apps says where their page is", () => {
  const connector = web({ id: "help", origins: [], mobileShells: ["ios", "flutter"] });
  expect(connector.problems()).toEqual([]);
  expect(setupSteps(connector, "https://chat.example/")[1]).toBe(
    `web "help": https://chat.example/embed/mobile/help, for apps of ios, flutter`,
  );
});

test("a connector that lets every site in warns the operator", () => {
  const connector = web({ origins: "any" });
  expect(connector.problems()).toEqual([]);
  expect(setupSteps(connector, "https://chat.example")).toEqual([
    `web "web": https://chat.example/web, for pages of any site`,
    `warning: web "web" lets every site in (origins: "any"); list the sites that embed this chat`,
  ]);
});

test("all mistakes are named at once, each with what to do", () => {
  const connector = web({
    id: "my web",
    path: "web/",
    origins: ["*", "shop.example", "https://Shop.example/", "ftp://shop.example", "https://*.Example.com:443", "null"],
    tokenTtl: 0,
    refreshTtl: 1.5,
    maxSocketsPerVisitor: -1,
    rates: { send: { count: 0, seconds: 1 } },
    locale: "français",
  });
  expect(connector.problems()).toEqual([
    `id must be 1 to 32 letters, digits, _ or -.`,
    `path must be a path such as "/web", without a slash at its end.`,
    `tokenTtl must be a whole number of seconds, at most a day.`,
    `refreshTtl must be a whole number of seconds, longer than tokenTtl and at most 400 days.`,
    `rates.send.count must be a whole number from 1.`,
    `maxSocketsPerVisitor must be a whole number from 1.`,
    `locale must be a BCP 47 tag such as "fr" or "en-GB".`,
    `origins must not hold "*"; to let every site in, write origins: "any".`,
    `origins holds "shop.example", which is not an origin such as "https://shop.example".`,
    `origins holds "https://Shop.example/"; write it as browsers do: "https://shop.example".`,
    `origins holds "ftp://shop.example"; only http and https pages have an origin.`,
    `origins holds "https://*.Example.com:443"; write it as browsers do: "https://*.example.com".`,
    `origins holds "null", which is not an origin such as "https://shop.example".`,
  ]);
});
