import {
  audio,
  button,
  card,
  carousel,
  column,
  custom,
  field,
  file,
  form,
  image,
  list,
  location,
  panel,
  table,
  text,
  video,
} from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";

const to = encodeLink("fares");
const picture = { url: "https://a.example/a.png", alt: "A" };
const url = "https://a.example/x";
const kept = { blob: "b1", name: "ticket.pdf", mediaType: "application/pdf", bytes: 3 };

/** A message of each kind, as stories usually send it: the rows of the tables of the channels' guides. */
export const messageKinds: readonly [what: string, message: BotMessage][] = [
  ["text", text("Snow.")],
  ["text of 20,000 letters", text("Snow falls. ".repeat(1_700))],
  [
    "text with buttons and quick replies",
    text("Which?", { buttons: [{ label: "A", to }], quickReplies: [{ label: "B", to }] }),
  ],
  [
    "text with 40 quick replies",
    text("Which?", { quickReplies: Array.from({ length: 40 }, (_, index) => ({ label: `C${index}`, to })) }),
  ],
  ["text with sources", text("Snow.", { footnotes: [{ title: "Report", url }] })],
  ["text with reasoning", text("Snow.", { reasoning: { text: "It is cold." } })],
  ["document", text("Snow.", { document: { title: "Report" } })],
  ["quick reply that asks for the location", text("Where?", { quickReplies: [{ label: "Here", share: "location" }] })],
  ["card", card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "A", to }] })],
  [
    "carousel",
    carousel([
      { title: "A", image: picture },
      { title: "B", image: picture },
    ]),
  ],
  [
    "list",
    list("Which?", [
      { label: "A", to },
      { label: "B", description: "Blue", imageUrl: picture.url, to },
    ]),
  ],
  ["picture at an address", image(picture.url, { alt: "A" })],
  ["film at an address", video(url, { alt: "A film" })],
  ["sound at an address", audio(url, { alt: "A sound" })],
  ["file at an address", file(url, { alt: "A file" })],
  ["file of the server's own", file(kept, { alt: "A ticket" })],
  ["location", location({ title: "Office", address: "12 rue du Port", latitude: 43.3, longitude: 5.4 })],
  ["form", form("Who?", { fields: [field.text("name", "Name")], submit: { label: "Send", to } })],
  [
    "panel",
    panel(
      column(
        "Fares",
        table({ caption: "Fares", columns: ["Zone", "Price"], rows: [["A", "3"]] }),
        button({ label: "Book", to }),
      ),
    ),
  ],
  ["message of the page's own", custom("map", { at: 1 }, { alt: "A map" })],
];
