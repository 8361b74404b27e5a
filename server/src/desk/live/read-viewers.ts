import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import type { Viewer } from "./viewers.ts";

const viewerSchema = v.object({
  personId: v.string(),
  name: v.string(),
  status: v.picklist(["online", "away"]),
  conversationId: v.optional(v.string()),
  isTyping: v.boolean(),
});

/** What another process says of its viewers; it may be of another version. */
export function readViewers(given: Json | undefined): Viewer[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((each) => {
    const parsed = v.safeParse(viewerSchema, each);
    if (!parsed.success) return [];
    const { conversationId, ...rest } = parsed.output;
    return [conversationId === undefined ? rest : { ...rest, conversationId }];
  });
}
