import { expect, test } from "vitest";
import { emojiOf } from "./emoji.ts";

test("an emoji is itself, with the tone of its skin as either platform names it; what nobody knows keeps its name", () => {
  const names = ["+1", "thumbsup::skin-tone-3", "+1_medium_light_skin_tone", "-1_dark_skin_tone", "party_parrot"];
  expect(names.map(emojiOf)).toEqual(["👍", "👍🏼", "👍🏼", "👎🏿", ":party_parrot:"]);
  expect(emojiOf("constructor")).toBe(":constructor:");
});
