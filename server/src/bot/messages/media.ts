import type { BotMessage, Media } from "#channel/message.ts";
import { toButtons } from "./choices.ts";
import { toModifiers, type WithButtons } from "./modifiers.ts";

/** `alt` says what the medium shows, for those who cannot see, hear or load it. */
export type MediaOptions = WithButtons & { alt: string; caption?: string; name?: string };

export function image(url: string, options: MediaOptions): BotMessage {
  return media("image", url, options);
}

export function video(url: string, options: MediaOptions): BotMessage {
  return media("video", url, options);
}

export function audio(url: string, options: MediaOptions): BotMessage {
  return media("audio", url, options);
}

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
