import type { ChatState, VisitorEntry } from "#chat/chat.ts";
import { botWork } from "#react/hooks/bot-work.ts";

/** What passes sooner needs no words: most messages wait for an instant, and most answers come at once. */
const patienceMs = 1000;
/** Only messages as new as this change their state. */
const newest = 20;

type StateName = "notSent" | "waiting" | "typing";
export type Say = (name: StateName, words: string) => void;

/**
 * Says what the thread shows beside its messages, once when it lasts: a message waits or was not sent, the bot is at work.
 * What was so from the beginning is not said.
 */
export function watchState(read: () => ChatState, say: Say): { look: () => void; end: () => void } {
  /** When each state began. Infinity: it has been said. */
  const since = new Map(statesIn(read()).map(({ key }) => [key, Number.POSITIVE_INFINITY]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  function look(): void {
    const states = statesIn(read());
    for (const key of since.keys())
      // A message that waits is tried again and again, and is said to wait once.
      if (!key.startsWith("waiting") && !states.some((state) => state.key === key)) since.delete(key);
    for (const { key, name, words } of states) {
      const began = since.get(key) ?? Date.now();
      const lasts = Date.now() - began >= patienceMs;
      if (lasts) say(name, words);
      else if (began < Number.POSITIVE_INFINITY) timer ??= setTimeout(lookAgain, patienceMs);
      since.set(key, lasts ? Number.POSITIVE_INFINITY : began);
    }
  }
  function lookAgain(): void {
    timer = undefined;
    look();
  }
  return { look, end: () => clearTimeout(timer) };
}

function statesIn(state: ChatState): { key: string; name: StateName; words: string }[] {
  const problems = state.entries.slice(-newest).flatMap((entry) => {
    const name = entry.type === "message" ? undefined : names[entry.delivery.type];
    return name === undefined || entry.type === "message"
      ? []
      : [{ key: `${name} ${entry.key}`, name, words: wordsOf(entry.content) }];
  });
  return botWork(state) === "thinking" ? [...problems, { key: "typing", name: "typing", words: "" }] : problems;
}

const names: Readonly<Record<string, StateName | undefined>> = { failed: "notSent", waiting: "waiting" };

function wordsOf(content: VisitorEntry["content"]): string {
  return "text" in content ? (content.text ?? "") : "label" in content ? content.label : "";
}
