import { expect, test } from "vitest";
import { toSettings } from "./options.ts";

test("Socket.IO is looked for below the endpoint", () => {
  expect(toSettings({ endpoint: "https://chat.example.com/web/" })).toMatchObject({
    endpoint: "https://chat.example.com/web",
    socketUrl: new URL("https://chat.example.com/web/socket.io"),
  });
});

test("a locale is sent as a language tag or not at all", () => {
  const localeOf = (locale: string): string | undefined => toSettings({ endpoint: "https://a.example", locale }).locale;
  expect(["fr", "fr_FR", "EN-gb", "not a tag"].map(localeOf)).toEqual(["fr", "fr-FR", "en-GB", undefined]);
});

test("an endpoint that is no address is a mistake of the page", () => {
  expect(() => toSettings({ endpoint: "https://" })).toThrow(TypeError);
});
