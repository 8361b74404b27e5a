import { escapeXml } from "#channel/kit/speech/escape-xml.ts";
import { speechWordsFor } from "#channel/kit/speech/speech-words.ts";
import type { TurnOutcome } from "#channel/kit/speech/synchronous-turns.ts";
import { join, type Spoken } from "./speak.ts";

/** Amazon's answer to whatever needs none. */
export const emptyResponse = { version: "1.0", response: {} } as const;

/** `opens`: the person has just opened the skill. `leaves`: they want to leave it. */
export type Situation = { locale: string; outcome: TurnOutcome; opens: boolean; leaves: boolean };

/**
 * The answer as Amazon takes it. The skill goes on listening when it has asked something, when it was just opened, and when an answer is not
 * ready yet: Amazon refuses skills that listen without a question.
 */
export function toResponse(spoken: Spoken, { locale, outcome, opens, leaves }: Situation): object {
  const words = speechWordsFor(locale);
  const late = outcome === "late" ? escapeXml(words.late) : "";
  const isSilent = spoken.ssml === "" && spoken.question === "";
  const instead = !isSilent || late !== "" ? "" : leaves ? words.goodbye : opens ? words.prompt : "";
  const listens = !leaves && (opens || spoken.asks || late !== "");
  const shouldEndSession = spoken.shouldEndSession ?? !listens;
  const said = join(spoken.ssml, escapeXml(instead), late);
  const reprompt = spoken.reprompt === "" ? escapeXml(words.prompt) : spoken.reprompt;
  const all = join(said, spoken.question);
  return {
    version: "1.0",
    // Amazon sends them back with the next request: for "say that again".
    ...(shouldEndSession ? {} : { sessionAttributes: { said, question: spoken.question } }),
    response: {
      ...(all === "" ? {} : { outputSpeech: ssml(all) }),
      ...(spoken.card === undefined ? {} : { card: spoken.card }),
      ...(spoken.directives.length === 0 ? {} : { directives: spoken.directives }),
      ...(shouldEndSession ? {} : { reprompt: { outputSpeech: ssml(reprompt) } }),
      shouldEndSession,
    },
  };
}

/** Says again what was said before, or only its question, when Amazon has understood nothing. */
export function toRepetition(
  { said, question }: { said: string; question: string },
  locale: string,
  misheard: boolean,
): object {
  const words = speechWordsFor(locale);
  const asked = question === "" ? escapeXml(words.prompt) : question;
  const again = misheard ? join(escapeXml(words.silence), asked) : join(said, question);
  return {
    version: "1.0",
    sessionAttributes: { said, question },
    response: {
      outputSpeech: ssml(again === "" ? asked : again),
      reprompt: { outputSpeech: ssml(asked) },
      shouldEndSession: false,
    },
  };
}

function ssml(inside: string): object {
  return { type: "SSML", ssml: `<speak>${inside}</speak>` };
}
