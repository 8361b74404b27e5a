import type { ClientContent } from "@causerie/protocol";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";

const key = "introduced";

/**
 * What is said without the visitor's doing: `start` once in a conversation, and a link that brought the visitor once when
 * it is new. `say` stores it before the mark is set, so that a crash between repeats rather than forgets it.
 */
export async function introduce(
  { conversationId }: { conversationId: string },
  options: { startOnOpen: boolean; referral: string | undefined },
  storage: KeyValueStorage,
  say: (content: ClientContent) => Promise<void>,
): Promise<void> {
  const said = ((await storage.get(key).catch(() => undefined)) ?? "").split("\n");
  const known = said[0] === conversationId;
  const referral = options.referral ?? "";
  const isNewReferral = referral !== "" && !(known && said[1] === referral);
  if (!known && options.startOnOpen) await say({ type: "start" });
  if (isNewReferral) await say({ type: "referral", ref: referral });
  if (!known || isNewReferral) await storage.set(key, [conversationId, referral].join("\n")).catch(() => {}); // then it may be said once more
}
