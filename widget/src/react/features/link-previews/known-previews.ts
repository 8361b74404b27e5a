import type { LinkMark, LinkPreview } from "@causerie/protocol";
import type { Chat } from "#chat/chat.ts";
import { onePerChat } from "#react/features/cell.ts";
import { readPreview } from "./read-preview.ts";

/** `endsAt`: when the link of its picture is over. */
type Known = { preview: LinkPreview | undefined; endsAt: number };

/** What is known of links in this page. A thread draws only what is near, so a card comes and goes as the visitor scrolls. */
export type KnownPreviews = {
  /** Undefined: it is not known, or not any more. */
  get(mark: LinkMark): Known | undefined;
  /** Rejects where the server is not reached. */
  ask(mark: LinkMark): Promise<Known>;
};

/** A picture is not begun in the last moments of its link. */
const marginMs = 10_000;

export const knownPreviews = onePerChat((chat: Pick<Chat, "request">): KnownPreviews => {
  const known = new Map<string, Known>();
  const asked = new Map<string, Promise<Known>>();
  const keyOf = ({ id, url }: LinkMark): string => `${id} ${url}`;

  async function fetchPreview(mark: LinkMark): Promise<Known> {
    const response = await chat.request(`previews/${encodeURIComponent(mark.id)}`);
    const preview = readPreview(await response.json());
    const found = { preview, endsAt: Date.now() + (preview?.image?.expiresInMs ?? Infinity) - marginMs };
    known.set(keyOf(mark), found);
    return found;
  }

  return {
    get(mark) {
      const found = known.get(keyOf(mark));
      return found !== undefined && Date.now() < found.endsAt ? found : undefined;
    },
    ask(mark) {
      const key = keyOf(mark);
      const asking = asked.get(key) ?? fetchPreview(mark).finally(() => asked.delete(key));
      asked.set(key, asking);
      return asking;
    },
  };
});
