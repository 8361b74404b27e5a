import { expect, test } from "vitest";
import { describeFailure } from "./describe-failure.ts";

const home = "https://bot.example.com/chat/";

function thrown(stack: string, name = "TypeError"): Error {
  return Object.assign(new Error("about my card 4111"), { name, stack });
}

test.each([
  [
    "Chrome",
    `TypeError: about my card 4111
    at draw (${home}causerie/chat-B2a1.js:1:2345)
    at Array.forEach (<anonymous>)
    at https://www.example.com/app.js:3:4
    at async ${home}causerie/chat-B2a1.js?retry:1:99`,
  ],
  [
    "Firefox and Safari",
    `draw@${home}causerie/chat-B2a1.js:1:2345
forEach@[native code]
@https://www.example.com/app.js:3:4
async*@${home}causerie/chat-B2a1.js?retry:1:99`,
  ],
])("the places in the chat's files are told, as %s writes them, and no word", (_browser, stack) => {
  expect(describeFailure(thrown(stack), home)).toEqual({
    name: "TypeError",
    frames: ["chat-B2a1.js:1:2345", "chat-B2a1.js:1:99"],
  });
});

test.each([
  [
    "thrown by the page, which the chat had called",
    `at https://www.example.com/a.js:1:2\nat ${home}causerie/chat.js:1:2`,
  ],
  ["of a page beside the chat's files", `at ${home}about.html:1:2`],
  ["of a folder that only begins like ours", `at ${home}causerie-shop/a.js:1:2`],
  ["without a place", "TypeError: x"],
])("an error %s is not told", (_what, stack) => {
  expect(describeFailure(thrown(stack), home)).toBeUndefined();
});

test("what is no error is not told, and a made-up name not believed", () => {
  expect(describeFailure("my card", home)).toBeUndefined();
  expect(describeFailure(thrown(`at ${home}causerie.js:1:2`, "my card 4111"), home)?.name).toBe("Error");
});

test("at most eight places", () => {
  const stack = Array.from({ length: 50 }, (_, line) => `at ${home}causerie.js:${line}:1`).join("\n");
  expect(describeFailure(thrown(stack), home)?.frames).toHaveLength(8);
});
