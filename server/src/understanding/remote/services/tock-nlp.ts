import type { Understander } from "#understanding/understanding.ts";
import { readSecret, type Secret } from "#understanding/remote/credentials.ts";
import { withDeadline } from "#understanding/remote/deadline.ts";
import { createMapping } from "#understanding/remote/name-mapping.ts";
import { postJson } from "#understanding/remote/post-json.ts";
import {
  checkOptions,
  isServiceUrl,
  type RemoteOptions,
  serviceUrl,
  serviceUrlRemedy,
} from "#understanding/remote/remote-options.ts";
import { conversationKey, requestText, serviceLanguage } from "#understanding/remote/request-fields.ts";
import { readTockResponse } from "./tock-response.ts";

/**
 * The NLP service of Tock. Its intents and entity types have a namespace (`app:weather`). The options may name them with
 * the namespace or without it.
 */
export type TockNlpOptions = RemoteOptions & {
  /** Where the service is, without `/rest/nlp`: e.g. `http://tock-nlp:8888`. */
  url: string;
  namespace: string;
  /** Name of the Tock application. */
  application: string;
  /** The `authorization` header, e.g. `Basic …`, where the service is protected. */
  credentials?: Secret | undefined;
  /** Tock's languages by locale or language, e.g. `{ nb: "no" }`. Default: the locale itself. */
  languages?: Readonly<Record<string, string>>;
  /**
   * All intents of the application. With this list, the intents that the story in progress expects weigh more. Tock reads
   * the list as "these and no others", so it must be complete. Without it, Tock gets no hint.
   */
  allIntents?: readonly string[];
  /** Is added to the probability of an expected intent. Default 0.1. */
  expectedModifier?: number;
  /** Whether Tock keeps the texts, so that they can be classified in its studio. Default true, as in Tock's own bots. */
  register?: boolean;
};

/**
 * Asks Tock's NLP (`POST /rest/nlp/parse`).
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * tockNlp({ url: "http://tock-nlp:8888", namespace: "app", application: "travel", intents: { "app:meteo": "weather" } })
 */
export function tockNlp(options: TockNlpOptions): Understander {
  const { name = "tock", deadlineMs = 2000, url, namespace, application, credentials } = options;
  checkOptions(name, options, [
    ["url", isServiceUrl(url), serviceUrlRemedy],
    ["namespace", namespace !== "", "must be the namespace of the Tock application"],
    ["application", application !== "", "must be the name of the Tock application"],
  ]);
  const endpoint = serviceUrl(url, "/rest/nlp/parse");
  const toSubset = createSubset(options);

  return {
    name,
    async understand(request) {
      const text = requestText(request);
      if (text === undefined) return undefined;
      // Tock deletes line breaks and tabs, which would join words.
      const query = text.replaceAll(/[\n\r\t]/g, " ");
      const key = conversationKey(request.conversationId);
      const body = {
        queries: [query],
        namespace,
        applicationName: application,
        context: {
          language: serviceLanguage(request.locale, options.languages),
          clientId: key,
          dialogId: key,
          clientDevice: request.channel,
          referenceDate: new Date(request.now).toISOString(),
          referenceTimezone: request.timeZone,
          registerQuery: options.register ?? true,
        },
        intentsSubset: toSubset(request.expected),
      };
      const response = await withDeadline({ service: name, deadlineMs, signal: request.signal }, async (signal) => {
        const authorization = credentials === undefined ? undefined : await readSecret(name, credentials);
        return postJson({ service: name, url: endpoint, authorization, body, signal });
      });
      return readTockResponse(response, { name, text, query, mapping: options });
    },
  };
}

type Qualifier = { intent: string; modifier: number };

/** An empty list means: all intents, none of them preferred. */
function createSubset(options: TockNlpOptions): (expected: readonly string[]) => Qualifier[] {
  const { namespace, intents, allIntents = [], expectedModifier = 0.1 } = options;
  const toStory = createMapping(intents);
  const known = allIntents.map((name) => {
    const plain = name.slice(name.indexOf(":") + 1);
    const full = name === plain ? `${namespace}:${name}` : name;
    return { full, story: toStory(full, plain) };
  });
  return (expected) => {
    const isExpected = (story: string | undefined): boolean => story !== undefined && expected.includes(story);
    if (!known.some(({ story }) => isExpected(story))) return [];
    return known.map(({ full, story }) => ({ intent: full, modifier: isExpected(story) ? expectedModifier : 0 }));
  };
}
