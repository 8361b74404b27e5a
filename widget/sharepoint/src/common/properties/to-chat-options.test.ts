import { expect, test } from "vitest";
import { type ChatProperties, defaultProperties } from "./chat-properties.ts";
import { type ChatOptions, toChatOptions } from "./to-chat-options.ts";

const place = {
  locale: "fr-FR",
  site: { url: "https://harbour.sharepoint.com/sites/port", title: "Port & Ferries" },
  isColor: (text: string) => text.startsWith("#"),
};
const endpoint = "https://chat.example.com/web";

function options(own: Partial<ChatProperties>): ChatOptions | undefined {
  return toChatOptions({ ...defaultProperties, endpoint, ...own }, place);
}

test("without a good address there is no chat", () => {
  for (const bad of ["", " ", "chat", "http://chat.example.com/web"])
    expect(options({ endpoint: bad })).toBeUndefined();
  expect(options({ bot: "../admin" })).toBeUndefined();
});

test("by default the chat has the language and the colours of the page, and tells the bot nothing about it", () => {
  expect(options({})).toEqual({
    endpoint,
    mode: "inline",
    theme: "section",
    fill: false,
    height: 600,
    locale: "fr-FR",
    direction: "ltr",
    heading: undefined,
    avatar: undefined,
    accent: undefined,
    referral: undefined,
    keepsHistory: true,
    welcome: "",
    starters: [],
    signIn: undefined,
  });
});

test("a bot is the last part of the address", () => {
  expect(options({ endpoint: " https://chat.example.com/ ", bot: " hr " })?.endpoint).toBe(
    "https://chat.example.com/hr",
  );
});

test("the site goes to the bot as a link, if the author wants it", () => {
  const referral = options({ passContext: true })?.referral ?? "";
  expect(referral).toBe("sharepoint?site=https%3A%2F%2Fharbour.sharepoint.com%2Fsites%2Fport&title=Port+%26+Ferries");
});

test("a field with a mistake counts as empty", () => {
  const shown = options({ avatar: "ftp://x", accent: "greenish", heading: "  ", starters: "\n a \n\n" });
  expect(shown).toMatchObject({ avatar: undefined, accent: undefined, heading: undefined, starters: ["a"] });
});

test("the chat has a language of its own where the author has set one, and its direction", () => {
  expect(options({ language: "ar" })).toMatchObject({ locale: "ar", direction: "rtl" });
  expect(options({ language: "he-il" })).toMatchObject({ locale: "he-IL", direction: "rtl" });
  expect(options({ language: "no such language" })).toMatchObject({ locale: "fr-FR", direction: "ltr" });
});

test("six questions at most", () => {
  expect(options({ starters: "1\n2\n3\n4\n5\n6\n7" })?.starters).toEqual(["1", "2", "3", "4", "5", "6"]);
});

test("sign-in that is asked for stays asked for, also without a good resource", () => {
  expect(options({ signIn: true, resource: " api://chat " })?.signIn).toEqual({
    resource: "api://chat",
    whenItFails: "anonymous",
  });
  expect(options({ signIn: true, resource: "chat", whenSignInFails: "refuse" })?.signIn).toEqual({
    resource: "",
    whenItFails: "refuse",
  });
});
