import { parseLink } from "#channel/link.ts";
import type { Understand } from "./understanding.ts";

/** A tap says exactly what it means; so does a referral whose `ref` is a link. */
export const understandLinks: Understand = async ({ content }) => {
  if (content.type !== "postback" && content.type !== "referral") return undefined;
  const link = parseLink(content.type === "postback" ? content.link : content.ref);
  return { ...link, confidence: 1, source: "link" };
};
