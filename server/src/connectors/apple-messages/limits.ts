import type { Capabilities } from "#channel/capabilities.ts";

/**
 * What Apple Messages for Business takes. Source: register.apple.com/resources/messages, "MSP REST API" 4.0.3. What is not documented there has a
 * bound of our own.
 */
export const limits = {
  /** Letters of a text. Apple names no maximum; providers do, and this is the least of theirs. */
  text: 3_000,
  url: 2_000,
  /** Of our own: what stands in a row of a list. */
  label: 100,
  /** A message has two to five of them, each of one line. */
  quickReplies: { least: 2, most: 5, title: 24 },
  /** Of our own. With 20 rows the same in words has room in one text. */
  list: { rows: 20, section: 40, subtitle: 200, pictures: 10 },
  /** Of our own. */
  slots: 40,
  /** Of a rich link, or above a picker (our own). */
  title: 200,
  /** Bytes of the picture of a rich link; of one in a row (our own). */
  picture: 200_000,
  rowPicture: 50_000,
  /** Bytes of a file that is sent or received. */
  file: 100_000_000,
  /** Files of one message that are fetched (our own). */
  files: 20,
  /** Bytes of a request of Apple's, as it comes and unpacked (our own): what has more than 10 KB comes as a reference. */
  body: { packed: 1_048_576, plain: 4_194_304 },
  /** Bytes of what a reference leads to, which has all pictures of the list again (our own). */
  reference: { packed: 10_000_000, plain: 20_000_000 },
  /** Bytes of the gateway's other answers (our own). */
  answer: 65_536,
  /** Bytes of a message in Apple's own words, as JSON (our own). */
  native: 1_000_000,
  /** Seconds since a token was signed (our own: Apple does not say for how long it uses one). */
  tokenAge: 86_400,
} as const;

export const capabilities: Capabilities = {
  reply: { type: "async" },
  // There is no window, but nobody may be written to who has not written first: there is no conversation then.
  proactive: { type: "always" },
  text: { max: limits.text, formats: ["plain"] },
  quickReplies: { count: limits.quickReplies.most, label: limits.quickReplies.title },
  list: { rows: limits.list.rows, title: limits.label, description: limits.list.subtitle },
  media: {
    image: { maxBytes: limits.file },
    video: { maxBytes: limits.file },
    audio: { maxBytes: limits.file },
    file: { maxBytes: limits.file },
  },
  typing: true,
  stream: "paragraphs",
  groups: false,
  interface: "text",
};
