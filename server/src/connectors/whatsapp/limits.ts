import type { Capabilities } from "#channel/capabilities.ts";

/** Meta's hard limits of the Cloud API (documentation of 2026). Lengths count UTF-16 units, the strictest reading. */
export const limits = {
  text: 4096,
  /** Of a picture, a film or a document. */
  caption: 1024,
  /** What stands above reply buttons, or above the button that opens an address. */
  body: 1024,
  /** What stands above the button of a list. */
  listBody: 4096,
  buttons: { count: 3, title: 20, id: 256 },
  list: { rows: 10, title: 24, description: 72, id: 200, button: 20, sectionTitle: 24 },
  url: { title: 20 },
  header: 60,
  footer: 60,
  fileName: 240,
  location: { name: 1000, address: 1000 },
  /** One parameter of a template's body. Meta allows neither line breaks, tabs nor more than four blanks in it. */
  templateParameter: 1024,
  /** What comes back with the states of a message. */
  callbackData: 512,
  /** Bytes of a file that is sent. */
  upload: {
    image: 5 * 1024 * 1024,
    video: 16 * 1024 * 1024,
    audio: 16 * 1024 * 1024,
    document: 100 * 1024 * 1024,
    sticker: 500 * 1024,
    /** An id lives for 30 days; it is used for less, so that none dies on its way. */
    idMs: 25 * 24 * 3_600_000,
  },
  /** Files of one message that are fetched (our own bound). */
  files: 30,
  /** Cards with buttons that are a message each; more of them share a list (our own bound). */
  cardMessages: 3,
  /** Messages of a number in a second, those that come in and those that go out. */
  perSecond: 80,
  /**
   * Messages to one person: one in six seconds. Up to 45 may go at once, for which the next ones wait so much longer; fewer are let go
   * here, because other processes send, too.
   */
  pair: { everyMs: 6_000, atOnce: 40 },
  /** How long after the person's last message anything may be sent, less a margin for clocks and queues. */
  windowMs: 24 * 3_600_000 - 300_000,
} as const;

/** Media types that Meta shows as what they are. Others go out as documents. */
export const shownTypes: Readonly<Record<"image" | "video" | "audio", readonly string[]>> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4", "video/3gpp"],
  audio: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
};

/** What WhatsApp can do (Cloud API documentation of 2026). */
export const capabilities: Capabilities = {
  reply: { type: "async" },
  proactive: { type: "window", ms: limits.windowMs },
  text: { max: limits.text, formats: ["plain"] },
  buttons: { count: limits.buttons.count, label: limits.buttons.title, value: limits.buttons.id },
  quickReplies: { count: limits.buttons.count, label: limits.buttons.title, value: limits.buttons.id },
  list: { rows: limits.list.rows, title: limits.list.title, description: limits.list.description },
  media: {
    image: { maxBytes: limits.upload.image },
    video: { maxBytes: limits.upload.video },
    audio: { maxBytes: limits.upload.audio },
    file: { maxBytes: limits.upload.document },
  },
  typing: true,
  stream: "paragraphs",
  groups: false,
  interface: "text",
  rate: { perSecond: limits.perSecond },
};
