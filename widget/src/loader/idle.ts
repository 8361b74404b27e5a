/**
 * What the script tag fetches once the page has nothing better to do, for visitors who have a conversation and for pages that want
 * more than a launcher.
 * @module
 */
import type { ChatElement } from "#element/chat-element.ts";
import { createPageMemory } from "#chat/storage/page-memory.ts";
import { watchForNews } from "./unread.ts";

export type IdleModule = { onIdle: typeof onIdle };

export async function onIdle(element: ChatElement): Promise<void> {
  const { label, features = "" } = element.dataset;
  const isAsked = label !== undefined || /\bproactive\b/.test(features);
  const attention = isAsked && import("#element/call-attention.ts").then((module) => module.callAttention(element));
  if (createPageMemory(element.endpoint ?? "").hasConversation()) await watchForNews(element);
  await attention;
}
