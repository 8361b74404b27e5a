/**
 * Understanding by a language model, through the package `ai` and the provider of your choice. It is an entry of its own
 * (`@causerie/server/ai`), because `ai` is an optional package.
 * @module
 */
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
} from "ai";
import { withDeadline } from "#understanding/remote/deadline.ts";
import { responseFormat, readModelResponse } from "./model-response.ts";
import { type IntentDescription, none, toInstructions, toPrompt } from "./intent-prompt.ts";
import { checkOptions } from "#understanding/remote/remote-options.ts";
import { requestText } from "#understanding/remote/request-fields.ts";
import { UnderstandingError } from "#understanding/remote/understanding-error.ts";
import type { Understander } from "#understanding/understanding.ts";

export type { IntentDescription } from "./intent-prompt.ts";

/** Which model to ask, and about what. */
export type LanguageModelOptions = {
  /** A model of any provider of `ai`, e.g. `openai("…")`. */
  model: LanguageModel;
  /** What each intent is about: `{ weather: "asks for the weather" }`, or with example sentences as a list. */
  intents: Readonly<Record<string, string>> | readonly IntentDescription[];
  /** Kinds of things to look for in the text, e.g. `{ city: "a town in France" }`. Default: none. */
  entities?: Readonly<Record<string, string>>;
  /** Names it in logs and in what it understood. Default `language-model`. */
  name?: string;
  /** How long to wait for a response, in milliseconds. Default 5,000. */
  deadlineMs?: number;
  /**
   * The highest confidence that is believed, 0 to 1. Default 0.89: just too little to interrupt a question that waits for
   * its answer, because a model is sure of its mistakes too.
   */
  trust?: number;
  /** How many of the newest turns the model gets. Default 6. */
  historyTurns?: number;
  /** Passed on to the model. Not every model supports every setting. */
  settings?: Readonly<Pick<Parameters<typeof generateText>[0], "temperature" | "maxOutputTokens" | "providerOptions">>;
};

/**
 * Asks a language model which intent a text has. The model gets the person's text as data, and its response counts only if
 * it names one of the intents.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * languageModel({ model: openai("gpt-5-mini"), intents: { weather: "asks for the weather", hello: "says hello" } })
 */
export function languageModel(options: LanguageModelOptions): Understander {
  const { name = "language-model", deadlineMs = 5000, trust = 0.89, historyTurns = 6, entities = {} } = options;
  const intents = toDescriptions(options.intents);
  checkOptions(name, { deadlineMs }, [
    ["intents", intents.length > 0, "must list at least one intent"],
    [
      "intents",
      intents.every(({ intent }) => intent !== none),
      `must not have "${none}": it stands for no intent at all`,
    ],
    ["trust", trust >= 0 && trust <= 1, "must be between 0 and 1"],
    ["historyTurns", Number.isInteger(historyTurns) && historyTurns >= 0, "must be a number of turns, or 0"],
  ]);
  const instructions = toInstructions(intents, entities);
  const kinds = Object.keys(entities);
  const output = Output.object({ schema: jsonSchema(responseFormat(intents, kinds)), name: "understanding" });

  return {
    name,
    async understand(request) {
      const text = requestText(request);
      if (text === undefined) return undefined;
      const prompt = await toPrompt(text, request, historyTurns);
      const response = await withDeadline(
        { service: name, deadlineMs, signal: request.signal },
        async (abortSignal) => {
          try {
            const result = await generateText({
              ...options.settings,
              model: options.model,
              instructions,
              prompt,
              output,
              abortSignal,
              // The deadline leaves no time for a second try, and the chain can go on without this service.
              maxRetries: 0,
              telemetry: { recordInputs: false, recordOutputs: false },
            });
            return result.output;
          } catch (error) {
            throw toUnderstandingError(name, error);
          }
        },
      );
      return readModelResponse(response, { name, text, intents, entities: kinds, trust });
    },
  };
}

function toDescriptions(intents: LanguageModelOptions["intents"]): readonly IntentDescription[] {
  if (isList(intents)) return intents;
  return Object.entries(intents).map(([intent, description]) => ({ intent, description }));
}

function isList(intents: LanguageModelOptions["intents"]): intents is readonly IntentDescription[] {
  return Array.isArray(intents);
}

/** Errors of `ai` hold the prompt and the response, so only their kind is passed on. */
function toUnderstandingError(name: string, cause: unknown): UnderstandingError {
  if (NoObjectGeneratedError.isInstance(cause) || NoOutputGeneratedError.isInstance(cause)) {
    return new UnderstandingError(name, "garbage", "answered in another form than it was asked for", { cause });
  }
  if (APICallError.isInstance(cause) && cause.statusCode !== undefined) {
    const status = cause.statusCode;
    return new UnderstandingError(name, "refused", `answered with status ${status}`, { cause, status });
  }
  if (APICallError.isInstance(cause))
    return new UnderstandingError(name, "unreachable", "cannot be reached", { cause });
  return new UnderstandingError(name, "refused", "did not answer: check the model and its credentials", { cause });
}
