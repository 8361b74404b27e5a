import { encodeLink, type Link, parseLink } from "#channel/message/link.ts";

export const continueLink = (ref: string): Link => encodeLink("causerie:continue", { ref });
export const stayLink = (ref: string): Link => encodeLink("causerie:stay", { ref });

/** What the person chose when they were asked whether to go on. `ref`: the id of the one that they were asked about. */
export type ContinuationChoice = { wanted: boolean; ref: string };

/** Undefined: the link is no answer to that question. */
export function readContinuationChoice(link: string): ContinuationChoice | undefined {
  const { intent, params } = parseLink(link);
  const wanted = intent === parseLink(continueLink("")).intent;
  if (!wanted && intent !== parseLink(stayLink("")).intent) return undefined;
  return { wanted, ref: params["ref"] ?? "" };
}
