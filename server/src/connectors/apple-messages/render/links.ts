import { shorten } from "#channel/kit/shorten.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import type { ApplePayload } from "#connectors/apple-messages/message.ts";

/** A text in which nothing stands for a file: Messages has a sign for that, which a story may have from elsewhere. */
export function withoutFileSigns(words: string): string {
  return words.replaceAll("\uFFFC", "\uFFFD");
}

/** Messages makes a link of an address in a text by itself. */
export function linkInWords(url: string, words: string): string {
  return words === "" || words === url ? url : `${withoutFileSigns(words)}: ${url}`;
}

/** A link with a picture above it, which opens `url`. In words where the picture does not come. */
export function toRichLink(url: string, words: string, picture: string): ApplePayload {
  const title = shorten(words.replaceAll(/\s+/g, " "), limits.title);
  return {
    message: { type: "richLink", richLinkData: { url, title: title === "" ? hostOf(url) : title, assets: {} } },
    pictures: { link: picture },
    instead: linkInWords(url, words),
  };
}

/** Apple wants a title. */
function hostOf(url: string): string {
  return URL.canParse(url) ? shorten(new URL(url).hostname, limits.title) : "…";
}
