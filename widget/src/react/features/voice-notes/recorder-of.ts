import { onePerChat } from "#react/features/cell.ts";
import type { Chat } from "#chat/chat.ts";
import { recordingBrowser } from "./browser.ts";
import { createRecorder } from "./recorder.ts";

const defaultSeconds = 120;
const [leastSeconds, mostSeconds] = [5, 600];
const lengths = new WeakMap<Chat, number>();

export const recorderOf = onePerChat((chat) => createRecorder(recordingBrowser, () => maxMsOf(chat)));

/** How long a voice note of this chat may be, in milliseconds. */
export function maxMsOf(chat: Chat): number {
  return lengths.get(chat) ?? defaultSeconds * 1000;
}

/** @param setting seconds, as the page has set them: from 5 to 600. What is no number changes nothing. */
export function setMaxLength(chat: Chat, setting: unknown): void {
  const seconds = Number(setting ?? defaultSeconds);
  if (Number.isNaN(seconds)) return;
  lengths.set(chat, Math.min(Math.max(seconds, leastSeconds), mostSeconds) * 1000);
}
