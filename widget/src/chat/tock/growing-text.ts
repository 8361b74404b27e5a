import type { Message } from "@causerie/protocol";
import type { Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { toJson } from "#chat/to-json.ts";
import type { NewMessage } from "./joined-answers.ts";
import { decodeEntities, hasMarkup, wordsOfMarkup } from "./markup.ts";
import { toMessages } from "./to-messages.ts";
import type { LogRecord, Unnumbered } from "./tock-log.ts";

type Growing = { messageId: string; newest: NewMessage };

/**
 * The text that is being streamed. Each event brings all of it so far. The screen shows it as it grows; the log has it when it is whole, and
 * until then the storage has it, so that a page that ends in the middle loses nothing of it.
 */
export type GrowingText = {
  /** @returns what goes into the log, and the text that the screen shows of it now. */
  grow(next: NewMessage): { records: Unnumbered[]; messageId: string; text: string };
  /** It is whole, or `stopped`. @returns what goes into the log. */
  end(stopped?: boolean): Unnumbered[];
  /** Ends what an earlier page has left. */
  restore(log: readonly LogRecord[]): Promise<Unnumbered[]>;
  isOf(responseId: string): boolean;
  forget(): Promise<void>;
};

const key = "tock/growing";
const author = { role: "bot" };

export function createGrowingText(storage: KeyValueStorage, clock: Clock, makeId: () => string): GrowingText {
  let growing: Growing | undefined;
  let ended: { messageId: string; responseId: string } | undefined;
  let unsaved = "";
  let saving: Promise<void> | undefined;

  /** One write at a time, of the newest text. Without storage a page that ends in the middle loses what is not whole. */
  async function save(): Promise<void> {
    for (let saved: string | undefined; saved !== unsaved;) {
      saved = unsaved;
      await (saved === "" ? storage.delete(key) : storage.set(key, saved)).catch(() => {});
    }
    saving = undefined;
  }

  function keep(text: string): void {
    unsaved = text;
    saving ??= save();
  }

  function end(stopped = false): Unnumbered[] {
    if (growing === undefined) return [];
    const { messageId, newest } = growing;
    const { responseId } = newest;
    growing = undefined;
    ended = { messageId, responseId };
    keep("");
    return toRecords(newest, messageId, clock.now(), stopped);
  }

  return {
    end,
    isOf: (responseId) => growing?.newest.responseId === responseId,
    grow(newest) {
      const { responseId } = newest;
      const text = textOf(newest);
      if (growing?.newest.responseId === responseId) {
        growing.newest = newest;
        keep(toJson(growing));
        return { records: [], messageId: growing.messageId, text };
      }
      // More of one that was thought to be whole.
      if (ended?.responseId === responseId)
        return { records: toRecords(newest, ended.messageId, clock.now()), messageId: ended.messageId, text };
      const records = end();
      const messageId = makeId();
      growing = { messageId, newest };
      keep(toJson(growing));
      records.push({ event: { type: "message.start", at: clock.now(), messageId, author }, responseId });
      return { records, messageId, text };
    },
    async restore(log) {
      const stored = await storage.get(key).catch(() => undefined);
      if (stored === undefined || stored === "" || growing !== undefined) return [];
      growing = JSON.parse(stored) as Growing;
      const { messageId } = growing;
      // The page ended between the two writes.
      const isWhole = log.some(({ event }) => event.type === "message.final" && event.messageId === messageId);
      const records = end(true);
      return isWhole ? [] : records;
    },
    async forget() {
      growing = undefined;
      ended = undefined;
      keep("");
      await saving;
    },
  };
}

/** What is shown of it while it grows: the marks of HTML would be seen before they are whole. */
function textOf({ message: { text } }: NewMessage): string {
  return hasMarkup(text) ? wordsOfMarkup(text) : decodeEntities(text);
}

function toRecords(
  { message, responseId, index, metadata }: NewMessage,
  messageId: string,
  at: number,
  stopped = false,
): Unnumbered[] {
  const [whole = emptyText] = toMessages(message, metadata);
  const event = { type: "message.final" as const, at, messageId, author, message: whole };
  const { actionId } = message;
  return [
    {
      event: stopped ? { ...event, stopped } : event,
      responseId,
      shown: index,
      ...(actionId !== "" && { actionId }),
    },
  ];
}

const emptyText: Message = { type: "text", text: "", buttons: [], quickReplies: [] };
