import { parseLink } from "#channel/link.ts";
import type { Understanding } from "./understanding.ts";

/** A tap says exactly what it means; so does a referral or opt-in whose `ref` is a link. */
export function understandLink(link: string, source: "link" | "choice" = "link"): Understanding {
  return { ...parseLink(link), confidence: 1, entities: [], alternatives: [], source };
}
