import { webUrlOf } from "#channel/kit/web-url.ts";
import type { BotMessage, Media } from "#channel/message/message.ts";
import { limits, shownTypes } from "#connectors/whatsapp/limits.ts";
import type { CloudMessage, MediaSource } from "#connectors/whatsapp/send/message.ts";
import { type Content, type Head, readButtons, type Rendering } from "./choices.ts";
import { joinParts, toShownText } from "./words.ts";

/**
 * Meta fetches a medium by its address, or is sent the bytes of one in the store. Words replace a medium that Meta cannot fetch. A sound has
 * no room for words: it goes before them.
 */
export function readMedia(
  message: Extract<BotMessage, { type: "media" }>,
  rendering: Rendering,
): { before: CloudMessage[]; content: Content } {
  const { media, caption = "", buttons } = message;
  const source = sourceOf(media);
  const choices = readButtons(buttons, "button", rendering);
  if (source === undefined) {
    rendering.lose("address_refused", "media");
    return { before: [], content: { body: wordsInstead(message), ...choices } };
  }
  if (media.captions !== undefined) rendering.lose("captions_dropped", "media");
  const kind = kindOf(media, rendering);
  const content = { body: toShownText(caption), ...choices };
  if (kind === "audio") return { before: [{ type: "audio", audio: source }], content };
  const head: Head = { kind, source, ...(kind === "document" ? { filename: fileNameOf(media) } : {}) };
  return { before: [], content: { ...content, head } };
}

function sourceOf({ url = "", file }: Media): MediaSource | undefined {
  if (file !== undefined) return { blob: file.blob };
  const link = webUrlOf(url);
  return link === undefined ? undefined : { link };
}

/** Of a file in the store it is known whether WhatsApp shows its type. */
function kindOf({ kind, file }: Media, { lose }: Rendering): Head["kind"] | "audio" {
  if (kind === "file") return "document";
  if (file === undefined || shownTypes[kind].includes(file.mediaType)) return kind;
  lose("file_as_document", "media");
  return "document";
}

function fileNameOf({ name, file, url = "" }: Media): string {
  const last = URL.canParse(url) ? decoded(new URL(url).pathname.split("/").at(-1) ?? "") : "";
  const given = [name, file?.name, last].find((each) => each !== undefined && each.trim() !== "") ?? "file";
  return given.toWellFormed().slice(0, limits.fileName).toWellFormed();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function wordsInstead({ alt, caption, media }: Extract<BotMessage, { type: "media" }>): string {
  const words = [alt, caption, media.alt].find((each) => each !== undefined && each.trim() !== "");
  return joinParts([toShownText(words ?? "")]);
}
