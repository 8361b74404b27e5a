import { deskLimits, type InboxRow, type Template } from "@causerie/protocol/desk";

/** What a template's variables stand for. Undefined: it is not known here. */
export type TemplateValues = Readonly<Record<TemplateVariable, string | undefined>>;
export const templateVariables = ["visitor.name", "operator.name", "channel.name", "date"] as const;
export type TemplateVariable = (typeof templateVariables)[number];

/** `missing`: variables that have no value; they stay as they are in the text, so that nobody sends a hole. */
export type FilledTemplate = { text: string; missing: string[] };

const variable = /\{([A-Za-z]+(?:\.[A-Za-z]+)?)\}/g;

export function fillTemplate({ text }: Pick<Template, "text">, values: TemplateValues): FilledTemplate {
  const missing = new Set<string>();
  const filled = text.replace(variable, (whole, name: string) => {
    const known = templateVariables.find((each) => each === name);
    const value = known === undefined ? undefined : values[known];
    if (value !== undefined && value !== "") return value;
    missing.add(whole);
    return whole;
  });
  return { text: filled, missing: [...missing] };
}

/** Variables that are still in what somebody is about to send, whether a template or they themselves have written them. */
export function variablesLeft(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([whole]) => whole))];
}

/**
 * The templates that suit a conversation: in its language or in none, for its kind of channel or for all. Of two with the same title the
 * one that was made for fewer kinds of channel, then the one for the language, is meant.
 */
export function templatesFor(
  templates: readonly Template[],
  { channel, language }: InboxRow,
  search: string,
): Template[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = templates
    .filter(({ channels = [] }) => channels.length === 0 || channels.includes(channel))
    .filter((each) => each.language === undefined || speaks(language, each.language))
    .toSorted((a, b) => rank(a) - rank(b));
  const byTitle = new Map<string, Template>();
  for (const each of ranked) if (!byTitle.has(each.title)) byTitle.set(each.title, each);
  const isFound = ({ title, text }: Template): boolean => {
    const all = `${title}\n${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return [...byTitle.values()].filter(isFound).toSorted((a, b) => a.title.localeCompare(b.title));
}

/** `de-AT` is spoken by a template in `de`. Where the language is not known, all of them may suit. */
function speaks(ofConversation: string | undefined, ofTemplate: string): boolean {
  if (ofConversation === undefined) return true;
  const [wide = ""] = ofConversation.split("-");
  return [ofConversation, wide].some((each) => each.toLowerCase() === ofTemplate.toLowerCase());
}

/** The lowest suits best. */
function rank({ channels = [], language }: Template): number {
  return (channels.length === 0 ? 2 * deskLimits.words : 2 * channels.length) + (language === undefined ? 1 : 0);
}
