import type { Understander } from "#understanding/understanding.ts";
import { readSecret, type Secret } from "#understanding/remote/credentials.ts";
import { withDeadline } from "#understanding/remote/deadline.ts";
import { postJson } from "#understanding/remote/post-json.ts";
import { readRasaResponse } from "./rasa-response.ts";
import {
  checkOptions,
  isServiceUrl,
  type RemoteOptions,
  serviceUrl,
  serviceUrlRemedy,
} from "#understanding/remote/remote-options.ts";
import { requestText } from "#understanding/remote/request-fields.ts";

/** Which Rasa server to ask, and how. */
export type RasaOptions = RemoteOptions & {
  /** Where Rasa is: e.g. `http://rasa:5005`. It must run with `--enable-api`. */
  url: string;
  /** How Rasa is protected: by the `--auth-token`, or by a JSON web token whose `user.role` is `admin`. */
  credentials?: { token: Secret } | { jwt: Secret } | undefined;
  /** Languages of the model (`fr`, or `fr-CA` for that locale only). A text in another language is not sent. Default: any. */
  languages?: readonly string[];
};

/**
 * Asks a Rasa server (`POST /model/parse`). Rasa stores nothing of the request. `nlu_fallback` counts as not understood.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * rasa({ url: "http://rasa:5005", languages: ["fr"], intents: { ask_weather: "weather", out_of_scope: null } })
 */
export function rasa(options: RasaOptions): Understander {
  const { name = "rasa", deadlineMs = 2000, url, credentials, languages } = options;
  checkOptions(name, options, [["url", isServiceUrl(url), serviceUrlRemedy]]);
  const endpoint = serviceUrl(url, "/model/parse");

  return {
    name,
    async understand(request) {
      const text = requestText(request);
      if (text === undefined || isCommand(text) || !isSpoken(request.locale, languages)) return undefined;
      const response = await withDeadline({ service: name, deadlineMs, signal: request.signal }, async (signal) => {
        const access = await authorize(name, endpoint, credentials);
        return postJson({ service: name, ...access, body: { text }, signal });
      });
      return readRasaResponse(response, { name, text, mapping: options });
    },
  };
}

/**
 * Rasa reads `/restart` as that intent, without its model and with full confidence. Visitors must not be able to use such
 * commands. Rasa trims control characters too.
 */
function isCommand(text: string): boolean {
  return /^[\s\p{C}]*\//u.test(text);
}

function isSpoken(locale: string, languages: readonly string[] | undefined): boolean {
  return languages === undefined || languages.includes(locale) || languages.includes(locale.split("-")[0] ?? locale);
}

/** Rasa reads its token from the query only. */
async function authorize(name: string, endpoint: URL, credentials: RasaOptions["credentials"]) {
  const url = new URL(endpoint);
  if (credentials === undefined) return { url };
  if ("jwt" in credentials) return { url, authorization: `Bearer ${await readSecret(name, credentials.jwt)}` };
  url.searchParams.set("token", await readSecret(name, credentials.token));
  return { url };
}
