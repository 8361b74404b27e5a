import type { Button, Card, Message } from "@causerie/protocol";
import type { Entry } from "#chat/chat.ts";
import { safeUrl } from "#react/message/safe-url.ts";
import type { Texts } from "#react/text.ts";
import { visitorText } from "#react/message/visitor-text.ts";
import { element, type Piece } from "./piece.ts";
import { type Address, link, paragraph, wordsOfBot, wordsOfVisitor } from "./words.ts";

/** Who is named for what nobody signs. */
export type Names = { you: string; bot: string; agent: string };

export type TranscriptOptions = {
  texts: Texts;
  names: Names;
  /** The address of the page: those of the messages may be relative to it. */
  base: string;
};

/** All that was said, under the day on which it was: who, when, the words, where links lead, and files by their names. */
export function transcriptOf(entries: readonly Entry[], options: TranscriptOptions): Piece[] {
  const { texts } = options;
  const date = new Intl.DateTimeFormat(texts.locale, { dateStyle: "full" });
  let day = "";
  return entries.flatMap((entry) => {
    const said = articleFor(entry, options);
    const written = date.format(entry.at);
    if (written === day) return [said];
    day = written;
    return [element("h2", written), said];
  });
}

function articleFor(entry: Entry, { texts, names, base }: TranscriptOptions): Piece {
  const by = entry.type === "visitor" ? names.you : nameOf(entry.author, names);
  const at = element("time", texts.time(entry.at), { datetime: new Date(entry.at).toISOString() });
  const heading = element("h3", by === "" ? [at] : [element("strong", by), " ", at], { dir: "auto" });
  const said = contentOf(entry, texts, base);
  const state = stateOf(entry, texts);
  return element("article", [heading, ...said, ...(state === "" ? [] : [paragraph([element("em", state)])])]);
}

/** What an entry says, without who and when. */
export function contentOf(entry: Entry, texts: Texts, base: string): Piece[] {
  const address = addressIn(base);
  return entry.type === "visitor"
    ? wordsOfVisitor(visitorText(entry.content, texts), address)
    : [...bodyOf(entry.message, address), ...sourcesOf(entry.message, address)];
}

/** "Ana has joined" speaks for itself. */
function nameOf({ role, name }: { role: string; name?: string | undefined }, names: Names): string {
  if (name !== undefined) return name;
  return role === "system" ? "" : role === "agent" ? names.agent : names.bot;
}

function stateOf(entry: Entry, { t }: Texts): string {
  if (entry.type === "message") return entry.progress === "stopped" ? t("stopped") : "";
  const { type } = entry.delivery;
  return type === "failed" ? t("notSent") : type === "sent" ? "" : t("waiting");
}

function bodyOf(message: Message, address: Address): Piece[] {
  switch (message.type) {
    case "text":
      return [...wordsOfBot(message.text, address), ...buttonsOf(message.buttons, address)];
    case "card":
      return cardOf(message.card, address);
    case "carousel":
      return [
        element(
          "ul",
          message.cards.map((card) => element("li", cardOf(card, address), { dir: "auto" })),
        ),
      ];
    case "media": {
      const { media, caption = "" } = message;
      const name = media.name || media.alt || media.kind;
      return [
        // The link to a file of the server is over after some minutes.
        paragraph(media.file === undefined ? link([name], media.url, address) : [name]),
        ...(media.name && media.alt && media.alt !== media.name ? [paragraph([media.alt])] : []),
        ...wordsOfBot(caption, address),
        ...buttonsOf(message.buttons, address),
      ];
    }
    case "list":
      return [
        ...wordsOfBot(message.text, address),
        ...listOf(message.items.map(({ label, description }) => [label, ...(description ? [`: ${description}`] : [])])),
      ];
    case "location": {
      const { title, address: street = "", latitude, longitude, url } = message.location;
      const where = `${latitude}, ${longitude}`;
      return [
        paragraph([element("strong", title)]),
        ...(street === "" ? [] : [paragraph([street])]),
        paragraph(link([where], url ?? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`, address)),
        ...buttonsOf(message.buttons, address),
      ];
    }
    case "form":
      return [...wordsOfBot(message.text, address), ...listOf(message.fields.map(({ label }) => [label]))];
    case "custom":
      return wordsOfBot(message.alt, address);
    default:
      // A kind that is newer than this file.
      return wordsOfBot((message as { alt?: string }).alt ?? "", address);
  }
}

function cardOf({ title, subtitle = "", image, buttons }: Card, address: Address): Piece[] {
  return [
    paragraph([element("strong", title)]),
    ...(subtitle === "" ? [] : [paragraph([subtitle])]),
    ...(image === undefined || image.alt === "" ? [] : [paragraph(link([image.alt], image.url, address))]),
    ...buttonsOf(buttons, address),
  ];
}

/** What could be pressed: a link where it leads out of the chat. */
function buttonsOf(buttons: readonly Button[], address: Address): Piece[] {
  return listOf(
    buttons.map((button) => (button.type === "url" ? link([button.label], button.url, address) : [button.label])),
  );
}

function sourcesOf({ footnotes = [] }: Message, address: Address): Piece[] {
  const sources = footnotes.map(({ title, url }, index) =>
    element("li", url === undefined ? [title] : link([title], url, address), {
      dir: "auto",
      value: String(index + 1),
    }),
  );
  return sources.length === 0 ? [] : [element("ol", sources)];
}

function listOf(items: readonly Piece[][]): Piece[] {
  const list = items.map((item) => element("li", item, { dir: "auto" }));
  return list.length === 0 ? [] : [element("ul", list)];
}

function addressIn(base: string): Address {
  return (url) => {
    if (safeUrl(url) === undefined) return undefined;
    try {
      return new URL(url, base).href;
    } catch {
      return undefined; // The page itself has no address.
    }
  };
}
