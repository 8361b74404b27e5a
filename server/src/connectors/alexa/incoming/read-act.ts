import type { EventContent } from "#channel/event.ts";
import { answerIntent } from "#connectors/alexa/model/answer-intent.ts";
import type { AlexaRequest } from "./alexa-request.ts";
import { builtinWords } from "./builtin-words.ts";
import { fromAlexaName } from "./intent-name.ts";

/**
 * What the person did. `opens`: they have opened the skill, so it listens whatever it says. `leaves`: they want to leave, and may be told
 * good-bye. `left`: they have gone, and nothing can be said. `misheard`: Amazon has understood nothing.
 */
export type Act =
  | { type: "said"; content: EventContent; opens: boolean; leaves: boolean }
  | { type: "left"; content: EventContent }
  | { type: "repeat" | "misheard" }
  | { type: "unused"; kind: string };

/** @param intents the names of an interaction model that was not made here, with those of stories. */
export function readAct(
  { type, intent, locale }: AlexaRequest,
  fallbackLocale: string,
  intents: Readonly<Record<string, string>>,
): Act {
  switch (type) {
    case "LaunchRequest":
      return { type: "said", content: { type: "start" }, opens: true, leaves: false };
    case "IntentRequest":
      return readIntent(intent, locale ?? fallbackLocale, intents);
    case "SessionEndedRequest":
      return { type: "left", content: { type: "end" } };
    default:
      return { type: "unused", kind: /^[\w.]{1,60}$/.test(type) ? type : "other" };
  }
}

function readIntent(
  { name, slots }: AlexaRequest["intent"],
  locale: string,
  intents: Readonly<Record<string, string>>,
): Act {
  const said = (content: EventContent, leaves = false): Act => ({ type: "said", content, opens: false, leaves });
  const own = Object.hasOwn(intents, name) ? intents[name] : undefined;
  if (own === undefined && name === "AMAZON.FallbackIntent") return { type: "misheard" };
  if (own === undefined && name === "AMAZON.RepeatIntent") return { type: "repeat" };
  if (own === undefined && (name === "AMAZON.StopIntent" || name === "AMAZON.NavigateHomeIntent"))
    return said({ type: "end" }, true);
  const values = Object.entries(slots).map(([slot, value]) => [fromAlexaName(slot), value] as const);
  const words = values.map(([, value]) => value).join(" ");
  if (name === answerIntent.name) return words === "" ? { type: "misheard" } : said({ type: "text", text: words });
  const isBuiltin = own === undefined && name.startsWith("AMAZON.");
  const meant = own ?? (isBuiltin ? name : fromAlexaName(name));
  const spoken = isBuiltin ? builtinWords(name, locale) : meant.replaceAll(/[_:.-]+/g, " ");
  const text = [spoken, words].filter((part) => part !== "").join(" ");
  return said({ type: "text", text, meant: { intent: meant, slots: Object.fromEntries(values) } });
}
