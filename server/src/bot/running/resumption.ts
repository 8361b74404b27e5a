import { encodeLink, type Link, parseLink } from "#channel/message/link.ts";
import type { HandlerResult } from "#bot/authoring/handler-types.ts";
import { type QuickReplySpec, text } from "#bot/authoring/messages.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import type { Turn } from "./turn.ts";

/** Offers to go on with a question that another subject interrupted: a choice of both links. */
export type Resumption = (turn: Turn, offer: ResumptionOffer) => HandlerResult;

/** The story that is offered, and the links that resume or drop it. */
export type ResumptionOffer = {
  /** Id of the story that waits, and its title in the turn's language if its contract has one. */
  story: string;
  title: string | undefined;
  /** Asks its question again. */
  resume: Link;
  /** Drops the question for good. */
  drop: Link;
  /** Quick replies of the message before. The offer would hide them, because only those of the newest message are shown. */
  alsoOffered: readonly QuickReplySpec[];
};

export const resumeLink = (story: string): Link => encodeLink("causerie:resume", { story });
export const dropLink = (story: string): Link => encodeLink("causerie:drop", { story });

/** What the person chose of such an offer. */
export type ResumptionChoice = { wanted: boolean; story: string };

/** Undefined: the link is no choice of an offer to go on. */
export function readResumption(link: string): ResumptionChoice | undefined {
  const { intent, params } = parseLink(link);
  const wanted = intent === parseLink(resumeLink("")).intent;
  if (!wanted && intent !== parseLink(dropLink("")).intent) return undefined;
  return { wanted, story: params["story"] ?? "" };
}

export const defaultResumption: Resumption = (turn, { title, resume, drop, alsoOffered }) => {
  const sentences = sentencesFor(turn.locale);
  return text(sentences.resume(title), {
    quickReplies: [{ label: sentences.resumeYes, to: resume }, { label: sentences.resumeNo, to: drop }, ...alsoOffered],
  });
};
