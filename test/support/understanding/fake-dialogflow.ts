import { at, isText } from "./at.ts";
import { type NluCall, type NluReply, type NluServer, startNluServer } from "./nlu-server.ts";

export type DialogflowSentence = {
  /** Display name; undefined: the fallback intent. */
  intent?: string;
  confidence?: number;
  parameters?: Readonly<Record<string, unknown>>;
  /** What was written for a parameter; ES tells it in a context. */
  originals?: Readonly<Record<string, unknown>>;
  /** CX: the text filled a parameter of the page and matched no intent. */
  isParameterFilling?: boolean;
};

export type FakeDialogflowOptions = {
  token: string;
  /** What stands in the path before `/sessions/…`, e.g. `/v2/projects/p/agent`. */
  agent: string;
  sentences: Readonly<Record<string, DialogflowSentence>>;
};

/** Google's REST API of one agent; the version in its path says whether it is an ES (v2) or a CX (v3) agent. */
export function startFakeDialogflow(options: FakeDialogflowOptions): Promise<NluServer> {
  return startNluServer((call) => answer(options, call));
}

function answer({ token, agent, sentences }: FakeDialogflowOptions, call: NluCall): NluReply {
  if (call.authorization !== `Bearer ${token}`) return failure(401, "UNAUTHENTICATED");
  const session = /^(.*)\/sessions\/([^/:]+):detectIntent$/.exec(call.path);
  if (call.method !== "POST" || session?.[1] !== agent) return failure(404, "NOT_FOUND");
  if ((session[2] ?? "").length > 36) return failure(400, "INVALID_ARGUMENT");
  const isEs = agent.startsWith("/v2/");
  const text = at(call.body, "queryInput", "text", "text");
  // ES has the language beside the text, CX one level up.
  const language = at(call.body, "queryInput", ...(isEs ? ["text"] : []), "languageCode");
  if (!isText(text) || text.length > 256 || !isText(language)) return failure(400, "INVALID_ARGUMENT");
  const sentence = sentences[text] ?? {};
  return { status: 200, body: isEs ? toEs(text, language, sentence) : toCx(text, language, sentence) };
}

function failure(code: number, status: string): NluReply {
  return { status: code, body: { error: { code, message: "Request is refused.", status } } };
}

/** Fields with their default are left out, as protobuf's JSON does. */
function toEs(queryText: string, languageCode: string, sentence: DialogflowSentence): object {
  const { intent, confidence = 1, parameters = {}, originals = {} } = sentence;
  const name = "projects/p/agent/intents/1";
  const written = Object.entries(originals).map(([parameter, value]) => [`${parameter}.original`, value]);
  return {
    responseId: "r-1",
    queryResult: {
      queryText,
      languageCode,
      parameters,
      allRequiredParamsPresent: true,
      intent:
        intent === undefined
          ? { name, displayName: "Default Fallback Intent", isFallback: true }
          : { name, displayName: intent },
      ...(confidence === 0 ? {} : { intentDetectionConfidence: confidence }),
      ...(written.length === 0
        ? {}
        : {
            outputContexts: [
              { name: "c", lifespanCount: 1, parameters: { ...parameters, ...Object.fromEntries(written) } },
            ],
          }),
    },
  };
}

function toCx(query: string, languageCode: string, sentence: DialogflowSentence): object {
  const { intent, confidence = 1, parameters, isParameterFilling = false } = sentence;
  const name = "projects/p/locations/l/agents/a/intents/1";
  const found =
    intent === undefined ? { event: "sys.no-match-default", matchType: "NO_MATCH" } : { matchType: "INTENT" };
  return {
    responseId: "r-1",
    queryResult: {
      text: query,
      languageCode,
      // Parameters of the session, also from earlier turns.
      parameters: { earlier: "value", ...parameters },
      match: {
        ...(isParameterFilling ? { matchType: "PARAMETER_FILLING" } : found),
        ...(intent === undefined ? {} : { intent: { name, displayName: intent } }),
        ...(parameters === undefined ? {} : { parameters }),
        ...(confidence === 0 ? {} : { confidence }),
      },
      currentPage: { name: "p", displayName: "Start Page" },
    },
    responseType: "FINAL",
  };
}
