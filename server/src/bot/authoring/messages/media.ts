import type { BotMessage, Media } from "#channel/message.ts";
import { toButtons } from "./choices.ts";
import { toModifiers, type WithButtons } from "./modifiers.ts";

/** `alt` says what the medium shows, for those who cannot see, hear or load it. */
export type MediaOptions = WithButtons & { alt: string; caption?: string; name?: string };

/** A picture, by its absolute address. */
export function image(url: string, options: MediaOptions): BotMessage {
  return media("image", url, options);
}

/** A film, by its absolute address. */
export function video(url: string, options: MediaOptions): BotMessage {
  return media("video", url, options);
}

/** A sound, by its absolute address. */
export function audio(url: string, options: MediaOptions): BotMessage {
  return media("audio", url, options);
}

/** A file to fetch, by its absolute address; `name` is what it is called there. */
export function file(url: string, options: MediaOptions): BotMessage {
  return media("file", url, options);
}

function media(kind: Media["kind"], url: string, { alt, caption, name, buttons, ...rest }: MediaOptions): BotMessage {
  return {
    type: "media",
    media: { kind, url, alt, ...(name === undefined ? {} : { name }) },
    ...(caption === undefined ? {} : { caption }),
    buttons: toButtons(buttons),
    ...toModifiers(rest),
  };
}
