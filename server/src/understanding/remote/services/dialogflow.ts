import type { Understander } from "#understanding/understanding.ts";
import { readSecret, type Secret } from "#understanding/remote/credentials.ts";
import { withDeadline } from "#understanding/remote/deadline.ts";
import { readCxResponse, readEsResponse } from "./dialogflow-response.ts";
import { postJson } from "#understanding/remote/post-json.ts";
import {
  checkOptions,
  isServiceUrl,
  type RemoteOptions,
  serviceUrl,
  serviceUrlRemedy,
} from "#understanding/remote/remote-options.ts";
import { conversationKey, requestText, serviceLanguage } from "#understanding/remote/request-fields.ts";

type Edition =
  | { edition?: "es" }
  /** `agent`: its id, the last part of its name. */
  | { edition: "cx"; agent: string };

/**
 * An agent of Dialogflow ES or CX. An intent is known by its display name. Each parameter is an entity: its name is both the
 * kind of thing and the role. `entities` and `roles` give it other names.
 */
export type DialogflowOptions = RemoteOptions &
  Edition & {
    /** Id of the Google Cloud project. */
    project: string;
    /** An access token for the scope `dialogflow`. It lives an hour, so usually a function that gets one. */
    credentials: Secret | undefined;
    /** Region of the agent, e.g. `europe-west1`. Default `global`. */
    location?: string;
    /** Default: the draft of the agent. */
    environment?: string;
    /** Dialogflow's languages by locale or language, e.g. `{ nb: "no" }`. Default: the locale itself. */
    languages?: Readonly<Record<string, string>>;
    /** Where the API is. Default: Google's address of the region. */
    url?: string;
  };

/** Both editions refuse more. Counted in UTF-16 units, of which a text never has fewer than characters. */
const maxCharacters = 256;

/**
 * Asks Dialogflow (`detectIntent`, REST v2 for ES and v3 for CX). A text of more than 256 characters is not sent, because
 * Dialogflow refuses it. Dialogflow does not say which part of the text a parameter comes from, so its words are searched
 * in the text. If they are not found, `start` and `end` are 0 and `text` is empty.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * dialogflow({ project: "travel-1234", location: "europe-west1", credentials: () => auth.getAccessToken() })
 */
export function dialogflow(options: DialogflowOptions): Understander {
  const { name = "dialogflow", deadlineMs = 2000, credentials = "", location = "global" } = options;
  const base = options.url ?? googleUrl(location);
  checkOptions(name, options, [
    ["project", options.project !== "", "must be the id of the Google Cloud project"],
    ["agent", options.edition !== "cx" || options.agent !== "", "must be the id of the agent"],
    ["credentials", credentials !== "", "must be an access token, or a function that gets one"],
    ["location", /^[a-z0-9-]+$/.test(location), 'must be a region such as "europe-west1", or left out'],
    ["url", isServiceUrl(base), serviceUrlRemedy],
  ]);
  const readResponse = options.edition === "cx" ? readCxResponse : readEsResponse;

  return {
    name,
    async understand(request) {
      const text = requestText(request);
      if (text === undefined || text.length > maxCharacters) return undefined;
      const url = serviceUrl(base, detectIntentPath(options, conversationKey(request.conversationId)));
      const languageCode = serviceLanguage(request.locale, options.languages);
      const queryInput = options.edition === "cx" ? { text: { text }, languageCode } : { text: { text, languageCode } };
      const body = { queryInput, queryParams: { timeZone: request.timeZone } };
      const response = await withDeadline({ service: name, deadlineMs, signal: request.signal }, async (signal) => {
        const authorization = `Bearer ${await readSecret(name, credentials)}`;
        return postJson({ service: name, url, authorization, body, signal });
      });
      return readResponse(response, { name, text, mapping: options });
    },
  };
}

function googleUrl(location: string): string {
  return `https://${location === "global" ? "" : `${location}-`}dialogflow.googleapis.com`;
}

function detectIntentPath(options: DialogflowOptions, session: string): string {
  return `${options.edition === "cx" ? cxAgentPath(options) : esAgentPath(options)}/sessions/${session}:detectIntent`;
}

function cxAgentPath({
  project,
  location = "global",
  agent,
  environment,
}: DialogflowOptions & { edition: "cx" }): string {
  const path = `/v3/${pathOf("projects", project, "locations", location, "agents", agent)}`;
  return environment === undefined ? path : `${path}/${pathOf("environments", environment)}`;
}

function esAgentPath({ project, location, environment }: DialogflowOptions): string {
  const region = location === undefined || location === "global" ? [] : ["locations", location];
  const path = `/v2/${pathOf("projects", project, ...region, "agent")}`;
  return environment === undefined ? path : `${path}/${pathOf("environments", environment, "users", "-")}`;
}

function pathOf(...parts: string[]): string {
  return parts.map((part) => encodeURIComponent(part)).join("/");
}
