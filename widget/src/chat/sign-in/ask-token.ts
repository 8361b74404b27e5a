import type { GetToken } from "#chat/chat.ts";
import type { Clock } from "#chat/clock.ts";

export type { GetToken };

/** What the page says. `failed`: it threw, gave something else than a text, or has not answered yet. */
export type Answer = { type: "token"; token: string } | { type: "nobody" } | { type: "failed" };

const patienceMs = 5_000;

/** Asks the page one question at a time, which all who ask meanwhile share. After one that got no answer nobody waits until it has come. */
export function createAsk(getToken: GetToken, clock: Clock): () => Promise<Answer> {
  let asking: Promise<Answer> | undefined;
  let ms = patienceMs;

  async function question(): Promise<Answer> {
    try {
      const token: unknown = await getToken();
      if (token === undefined || token === null || token === "") return { type: "nobody" };
      return typeof token === "string" ? { type: "token", token } : { type: "failed" };
    } catch {
      // The page's own affair, and its error may hold what nobody may see.
      return { type: "failed" };
    }
  }

  return () => {
    asking ??= question().finally(() => {
      asking = undefined;
      ms = patienceMs;
    });
    const answer = asking;
    return new Promise((resolve) => {
      const cancel = clock.after(ms, () => {
        ms = 0;
        resolve({ type: "failed" });
      });
      void answer.then(resolve).finally(cancel);
    });
  };
}
