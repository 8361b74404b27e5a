import { expect, test } from "vitest";
import { checkAccent, checkAvatar, checkBot, checkEndpoint, checkResource } from "./check.ts";

test("an address is good if it begins with https, or leads to the own machine", () => {
  for (const good of [
    "",
    "  ",
    "https://chat.example.com/web",
    " https://chat.example.com ",
    "https://chat.example.com:8443/a/b/",
    "http://localhost:3000/web",
    "http://127.0.0.1/web",
    "http://[::1]:3000/web",
  ])
    expect([good, checkEndpoint(good)]).toEqual([good, undefined]);
});

test("a bad address is told what is wrong with it", () => {
  expect(checkEndpoint("chat.example.com/web")).toBe("endpointInvalid");
  expect(checkEndpoint("https://")).toBe("endpointInvalid");
  expect(checkEndpoint("wss://chat.example.com")).toBe("endpointInvalid");
  expect(checkEndpoint("javascript:alert(1)")).toBe("endpointInvalid");
  expect(checkEndpoint("http://chat.example.com/web")).toBe("endpointNotHttps");
  // The name only begins like the own machine's.
  expect(checkEndpoint("http://localhost.example.com/web")).toBe("endpointNotHttps");
  expect(checkEndpoint("https://chat.example.com/web?key=1")).toBe("endpointHasMore");
  expect(checkEndpoint("https://chat.example.com/web#top")).toBe("endpointHasMore");
  expect(checkEndpoint("https://me:secret@chat.example.com/web")).toBe("endpointHasMore");
});

test("no address that passes leads to another place than over https, or than the own machine", () => {
  const schemes = ["https://", "http://", "HTTPS://", "ws://", "javascript:", "data:", "//", "", " https://"];
  const users = ["", "me@", "me:secret@", "localhost@"];
  const hosts = [
    "chat.example.com",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "127.0.0.1.example.com",
    "LOCALHOST",
    "xn--e1afmkfd.example",
  ];
  const rests = ["", "/web", "/web?key=1", "/#top", ":8443/web", "\\web", "/a b", "?", "#"];
  const all = schemes.flatMap((scheme) =>
    users.flatMap((user) => hosts.flatMap((host) => rests.map((rest) => scheme + user + host + rest))),
  );
  const passed = all.filter((text) => checkEndpoint(text) === undefined);
  for (const text of passed) {
    const { protocol, hostname, username, search, hash } = new URL(text);
    expect([username, search, hash]).toEqual(["", "", ""]);
    expect(protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname)).toBe(true);
  }
  expect(passed.length).toBeGreaterThan(50);
});

test("the other fields", () => {
  expect([checkBot(""), checkBot(" hr-bot_2 "), checkBot("../admin"), checkBot("hr bot")]).toEqual([
    undefined,
    undefined,
    "botInvalid",
    "botInvalid",
  ]);
  expect([checkResource(""), checkResource("api://chat"), checkResource("https://chat.example.com/x")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([checkResource("chat"), checkResource("api://"), checkResource("api://a b")]).toEqual([
    "resourceInvalid",
    "resourceInvalid",
    "resourceInvalid",
  ]);
  expect([checkAvatar(""), checkAvatar("https://a.example/x.png"), checkAvatar("data:image/png;base64,AA")]).toEqual([
    undefined,
    undefined,
    "avatarInvalid",
  ]);
  const isColor = (color: string): boolean => color === "teal";
  expect([checkAccent("", isColor), checkAccent(" teal ", isColor), checkAccent("tea", isColor)]).toEqual([
    undefined,
    undefined,
    "accentInvalid",
  ]);
});
