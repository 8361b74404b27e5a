import type { EventContent } from "#channel/event.ts";
import type { Offer } from "#conversation/conversation.ts";
import { notUnderstood, understand } from "#understanding/chain.ts";
import { findChoice } from "#understanding/choices.ts";
import { findEntities } from "#understanding/find-entities.ts";
import type { Entity } from "#understanding/entity.ts";
import { normalize } from "#understanding/normalize.ts";
import { understandLink } from "#understanding/links.ts";
import type { Understander, Understanding, UnderstandingRequest } from "#understanding/understanding.ts";

export type Understood = {
  /** What the person did, a typed choice turned into the tap or the words it stands for. */
  content: EventContent;
  understanding: Understanding;
};

export type Understandable = {
  chain: readonly Understander[];
  entities: readonly Entity[];
  request: UnderstandingRequest;
  offered: readonly Offer[];
  /** Kind of thing that the question in progress asks for: "2" may be its answer rather than the second choice. */
  asked: Entity | undefined;
  failed: (name: string, error: unknown) => void;
};

/** Links, then the choices on offer, then words: what costs nothing and cannot be wrong comes first. */
export async function understandEvent(input: Understandable): Promise<Understood> {
  const { content } = input.request;
  switch (content.type) {
    case "postback":
    case "notification":
      return { content, understanding: understandLink(content.link) };
    case "referral":
    case "optin":
      return { content, understanding: understandLink(content.ref) };
    case "text":
      return understandText(input, content.text);
    case "attachment":
      return content.text === undefined
        ? { content, understanding: notUnderstood }
        : { content, understanding: (await understandWords(input, content.text)).understanding };
    case "start":
    case "location":
    case "feedback":
    case "end":
    case "handover":
      return { content, understanding: notUnderstood };
  }
}

async function understandText(input: Understandable, text: string): Promise<Understood> {
  const choice = chosen(input, text);
  if (choice === undefined) return understandWords(input, text);
  if ("say" in choice) return understandWords(input, choice.say);
  const content = { type: "postback" as const, link: choice.link, label: choice.label };
  return { content, understanding: understandLink(choice.link, "choice") };
}

function chosen({ offered, asked, request }: Understandable, text: string): Offer | undefined {
  const index = findChoice(
    text,
    offered.map(({ label }) => label),
    request.locale,
  );
  const choice = index === undefined ? undefined : offered[index];
  if (choice === undefined || normalize(choice.label) === normalize(text)) return choice;
  return asked?.read(text, request) === undefined ? choice : undefined;
}

async function understandWords(
  { chain, entities, request, failed }: Understandable,
  text: string,
): Promise<Understood> {
  const content = { type: "text" as const, text };
  const asked = { ...request, content };
  const understanding = await understand(chain, asked, failed);
  const own = findEntities(entities, text, request);
  const known = new Set(entities.map(({ name }) => name));
  // Our own entities are read by our own rules; a service is believed about those that only it knows, and about roles.
  const foreign = understanding.entities.filter(({ entity, role }) => role !== undefined || !known.has(entity));
  return { content, understanding: { ...understanding, entities: [...foreign, ...own] } };
}
