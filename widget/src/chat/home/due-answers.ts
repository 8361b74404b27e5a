import type { ListedConversation } from "@causerie/protocol";

/** Milliseconds until the list is asked for again. After the last one it is asked for as rarely as ever: the bot may have nothing to say. */
const waitsMs = [1_000, 2_000, 4_000, 8_000];

/**
 * Asks for the list again while an answer is due. Only the conversation on the screen has a line to the server: what is answered in another one
 * would be missing in the list until somebody asks.
 */
export type DueAnswers = {
  /** The list has come. */
  look(conversations: readonly ListedConversation[]): void;
  stop(): void;
};

export function createDueAnswers(ask: () => void): DueAnswers {
  let due = "";
  let times = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    look(conversations) {
      clearTimeout(timer);
      const waiting = conversations.filter(({ last }) => last?.role === "visitor");
      const now = JSON.stringify(waiting.map(({ id, at }) => [id, at]));
      if (now !== due) times = 0;
      due = now;
      if (waiting.length === 0 || times >= waitsMs.length) return;
      timer = setTimeout(ask, waitsMs[times]);
      times += 1;
    },
    stop: () => clearTimeout(timer),
  };
}
