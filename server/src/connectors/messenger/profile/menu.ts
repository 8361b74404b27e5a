import * as v from "valibot";
import { limits } from "#connectors/messenger/limits.ts";

/** What the menu of a page, and that of one person, have in common. */

export const words = (max: number) =>
  v.pipe(
    v.string("must be a text"),
    v.check((text) => text.trim() !== "", "must not be empty"),
    v.maxLength(max, `must have at most ${max} characters`),
  );

export const webAddress = v.pipe(
  v.string("must be an address"),
  v.check((url) => /^https?:\/\/[^\s/]+/.test(url) && URL.canParse(url), "must be an http or https address"),
);

const { menuTitle } = limits.profile;

/** An entry says something to the bot (`payload`, e.g. of `story.link()`), or opens a page. */
export const menuEntry = v.union(
  [
    v.strictObject({ title: words(menuTitle), payload: words(limits.button.payload) }),
    v.strictObject({ title: words(menuTitle), url: webAddress }),
  ],
  `must have a title of at most ${menuTitle} characters, and a payload or an http(s) url`,
);

/** As Meta writes the entries. */
export function toMetaMenu(entries: readonly object[]): object[] {
  return entries.map((entry) => ({ type: "url" in entry ? "web_url" : "postback", ...entry }));
}
