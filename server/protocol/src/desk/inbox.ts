import * as v from "valibot";
import { deskLimits } from "./limits.ts";

/**
 * Who answers a conversation. `bot`: nobody of the team was ever asked for, or the bot has it again. `waiting`: the bot has handed it over,
 * and it waits in its queue. `open`: an operator has it. `closed`: an operator has ended it.
 */
export const caseStates = ["bot", "waiting", "open", "closed"] as const;
export type CaseState = (typeof caseStates)[number];

const teamMember = v.object({ id: v.string(), name: v.string() });

/** One line of the inbox. Times are milliseconds since 1970. `lastText`: what was said last, shortened, without mark-up. */
export const inboxRowSchema = v.object({
  conversationId: v.string(),
  connectorId: v.string(),
  channel: v.string(),
  /** How people call the channel, e.g. the name of a page. */
  channelName: v.string(),
  /** As the channel tells; else the person's id, shortened. */
  visitorName: v.string(),
  state: v.picklist(caseStates),
  queue: v.optional(v.string()),
  operator: v.optional(teamMember),
  language: v.optional(v.string()),
  tags: v.array(v.string()),
  /** Why the bot has handed it over, in the story's words. */
  summary: v.optional(v.string()),
  lastText: v.optional(v.string()),
  lastBy: v.optional(v.picklist(["visitor", "bot", "agent", "system"])),
  updatedAt: v.number(),
  /** Since when the visitor waits for somebody of the team. */
  waitingSince: v.optional(v.number()),
  /** Until when its queue wants the team to have answered; in the past: it is late. */
  dueAt: v.optional(v.number()),
  /** To whom it is offered, while it waits in a queue that offers; `until`: then to somebody else. */
  offer: v.optional(v.object({ to: teamMember, until: v.number() })),
  /** Goes up with each act at the desk. */
  version: v.number(),
});
export type InboxRow = v.InferOutput<typeof inboxRowSchema>;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

/**
 * `GET /desk/api/inbox`, newest first. `operator`: id of a person, `me`, or `none` for those that nobody of the team has. `text`: words that were
 * said; a page of it may hold few rows, or none, and still say `next`. `after`: the `next` of the page before. `order`: `due` has what is due first
 * first, of what waits or is open, on one page of at most 500.
 */
export const inboxFilterSchema = v.object({
  state: v.optional(v.picklist([...caseStates, "active"])),
  queue: v.optional(text(100)),
  operator: v.optional(text(100)),
  connector: v.optional(text(100)),
  language: v.optional(text(35)),
  tag: v.optional(text(deskLimits.tagLength)),
  text: v.optional(text(deskLimits.searchLength)),
  order: v.optional(v.literal("due")),
  after: v.optional(text(300)),
});
export type InboxFilter = v.InferOutput<typeof inboxFilterSchema>;

/** `next`: there may be more. */
export const inboxPageSchema = v.object({ rows: v.array(inboxRowSchema), next: v.optional(v.string()) });
export type InboxPage = v.InferOutput<typeof inboxPageSchema>;

/** How many conversations there are for each list of the inbox. `queues`: those that wait, by queue. */
export const inboxCountsSchema = v.object({
  waiting: v.number(),
  mine: v.number(),
  open: v.number(),
  queues: v.record(v.string(), v.number()),
});
export type InboxCounts = v.InferOutput<typeof inboxCountsSchema>;

/** A file that was sent. `url` can be read for a few minutes; missing where it is gone or was never fetched. */
export const deskFileSchema = v.object({
  name: v.string(),
  mediaType: v.string(),
  bytes: v.optional(v.number()),
  alt: v.optional(v.string()),
  url: v.optional(v.string()),
});
export type DeskFile = v.InferOutput<typeof deskFileSchema>;

/**
 * One thing of a conversation's log, as an operator reads it. `kind`: `text`, `tap`, `file`, `card` … as the channel-neutral words call it.
 * `choices`: what was offered with it. `intent`: as what the event was understood. `delivery`: of what was sent: whether the channel has it.
 */
export const deskEntrySchema = v.object({
  seq: v.number(),
  at: v.number(),
  by: v.object({
    role: v.picklist(["visitor", "bot", "agent", "system"]),
    id: v.optional(v.string()),
    name: v.optional(v.string()),
  }),
  kind: v.string(),
  text: v.string(),
  choices: v.optional(v.array(v.string())),
  files: v.optional(v.array(deskFileSchema)),
  intent: v.optional(v.string()),
  delivery: v.optional(v.picklist(["waiting", "sent", "delivered", "read", "failed"])),
  /** Of an act that was refused when its turn came: another operator had the conversation. */
  refused: v.optional(v.literal(true)),
});
export type DeskEntry = v.InferOutput<typeof deskEntrySchema>;

/** An internal note: the visitor never sees it. */
export const deskNoteSchema = v.object({ id: v.string(), at: v.number(), by: teamMember, text: v.string() });
export type DeskNote = v.InferOutput<typeof deskNoteSchema>;

/**
 * `GET /desk/api/inbox/:conversation/entries?before=&after=`: a part of the log. Not every event of it is an entry, so `firstSeq` and `lastSeq` say
 * from where to where it was read: ask on with `before` the one and `after` the other. Without both it is the newest part.
 */
export const entryPageSchema = v.object({
  entries: v.array(deskEntrySchema),
  firstSeq: v.number(),
  lastSeq: v.number(),
  hasEarlier: v.boolean(),
});
export type EntryPage = v.InferOutput<typeof entryPageSchema>;

/** `GET /desk/api/inbox/:conversation`, with the newest part of its log. */
export const openConversationSchema = v.object({
  ...entryPageSchema.entries,
  row: inboxRowSchema,
  notes: v.array(deskNoteSchema),
  /** What is known of the person: facts in pairs, to show. */
  person: v.array(v.object({ label: v.string(), value: v.string() })),
  /** Their other conversations, on any channel on which they are known. */
  others: v.array(v.object({ conversationId: v.string(), channelName: v.string(), updatedAt: v.number() })),
  /** What may be sent: media types, and bytes of one file at most. Missing where the channel takes no files. */
  sends: v.optional(v.object({ accept: v.array(v.string()), maxBytes: v.number() })),
  /** Colleagues who have the conversation open now. */
  viewers: v.array(teamMember),
});
export type OpenConversation = v.InferOutput<typeof openConversationSchema>;

const actId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));
const words = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.check((value) => value.trim() !== "", "says nothing"),
  );

/**
 * `POST /desk/api/inbox/:conversation/acts`. The same `id` again is the same act: it is done once, and the answer is the same. An act changes
 * only what it was meant for: `version` is that of the row that the operator has seen, and the act is refused with `conflict` when another
 * operator has the conversation since.
 *
 * - `take`: it is theirs from now on, and the bot is silent. `from`: the operator that it is taken from, if one has it.
 * - `say`: the visitor gets this. Who has not taken the conversation takes it by saying something.
 * - `send`: the same of a file, whose upload is complete. `alt`: what it shows, for those who cannot see it.
 * - `note`: for the team alone. - `return`: the bot has it again, and learns `note`. - `close`: it is over.
 * - `transfer`: to a queue or to a colleague. - `tag`: these tags from now on. - `language`: of the conversation, where it was guessed wrong.
 */
export const deskActSchema = v.variant("type", [
  v.strictObject({ type: v.literal("take"), id: actId, version: v.number(), from: v.optional(v.string()) }),
  v.strictObject({ type: v.literal("say"), id: actId, text: words(8_000) }),
  v.strictObject({
    type: v.literal("send"),
    id: actId,
    upload: v.pipe(v.string(), v.maxLength(64)),
    alt: v.optional(v.pipe(v.string(), v.maxLength(deskLimits.altLength))),
  }),
  v.strictObject({ type: v.literal("note"), id: actId, text: words(deskLimits.noteLength) }),
  v.strictObject({ type: v.literal("return"), id: actId, note: v.optional(v.pipe(v.string(), v.maxLength(1_000))) }),
  v.strictObject({ type: v.literal("close"), id: actId }),
  v.strictObject({
    type: v.literal("transfer"),
    id: actId,
    queue: v.optional(v.string()),
    person: v.optional(v.string()),
    note: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  }),
  v.strictObject({
    type: v.literal("tag"),
    id: actId,
    tags: v.pipe(v.array(words(deskLimits.tagLength)), v.maxLength(deskLimits.tags)),
  }),
  v.strictObject({ type: v.literal("language"), id: actId, language: v.pipe(v.string(), v.maxLength(35)) }),
]);
export type DeskAct = v.InferOutput<typeof deskActSchema>;

/**
 * `POST /desk/api/inbox/:conversation/uploads`: begins to upload a file for this conversation, or goes on with the one of the same `clientId`.
 * Its bytes follow by `PATCH /desk/api/inbox/:conversation/uploads/:upload?offset=`, in pieces of at most a mebibyte; with the last one the
 * file is looked at. Then it can be sent, within a day.
 */
export const deskUploadWishSchema = v.strictObject({
  clientId: actId,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  mediaType: v.pipe(v.string(), v.maxLength(100)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type DeskUploadWish = v.InferOutput<typeof deskUploadWishSchema>;

/** `received`: bytes that have come; the next piece begins there. */
export const deskUploadSchema = v.object({ id: v.string(), bytes: v.number(), received: v.number() });
export type DeskUpload = v.InferOutput<typeof deskUploadSchema>;

/** What an act has made of the conversation. */
export const actResultSchema = v.object({ row: inboxRowSchema });
export type ActResult = v.InferOutput<typeof actResultSchema>;

/** `POST /desk/api/inbox/:conversation/typing` with this. Nothing of it is kept. */
export const deskTypingSchema = v.strictObject({ isTyping: v.boolean() });

/**
 * `GET /desk/api/live?conversation=`, server-sent events whose data is one of these. `rows`: lines of the inbox as they are now, whatever the filter.
 * `counts`: as they are now. `entries`: new ones of the conversation that was named, of what came after
 * `firstSeq - 1`; who has not come so far asks for the part between. `viewers`: who else has it open, and who of them writes.
 * `typing`: the visitor. `reload`: too much has happened, ask anew. After a break ask for what came in between.
 */
export const liveNewsSchema = v.variant("type", [
  v.object({ type: v.literal("rows"), rows: v.array(inboxRowSchema) }),
  v.object({ type: v.literal("counts"), counts: inboxCountsSchema }),
  v.object({
    type: v.literal("entries"),
    conversationId: v.string(),
    entries: v.array(deskEntrySchema),
    firstSeq: v.number(),
    lastSeq: v.number(),
  }),
  v.object({ type: v.literal("notes"), conversationId: v.string(), notes: v.array(deskNoteSchema) }),
  v.object({
    type: v.literal("viewers"),
    conversationId: v.string(),
    viewers: v.array(v.object({ ...teamMember.entries, isTyping: v.boolean() })),
  }),
  v.object({ type: v.literal("typing"), conversationId: v.string(), isTyping: v.boolean() }),
  v.object({
    type: v.literal("team"),
    team: v.array(v.object({ ...teamMember.entries, status: v.picklist(["online", "away"]) })),
  }),
  v.object({ type: v.literal("reload") }),
]);
export type LiveNews = v.InferOutput<typeof liveNewsSchema>;
