import { at } from "./at.ts";
import { type NluCall, type NluReply, type NluServer, startNluServer } from "./nlu-server.ts";

/** Places are counted in code points, as Python does. */
export type RasaEntity = { entity: string; start: number; end: number; value: unknown; role?: string };

export type RasaSentence = {
  /** Confidences by intent, the likeliest first. */
  intents: Readonly<Record<string, number>>;
  entities?: readonly RasaEntity[];
};

export type FakeRasaOptions = {
  sentences: Readonly<Record<string, RasaSentence>>;
  /** The `--auth-token` it was started with. */
  token?: string;
  /** A web token that it takes for an admin's. */
  jwt?: string;
  /** Without a trained model: it refuses. Default true. */
  hasModel?: boolean;
  /** Of its FallbackClassifier. */
  threshold?: number;
};

/** A Rasa server with `--enable-api`, which answers `POST /model/parse`. */
export function startFakeRasa(options: FakeRasaOptions): Promise<NluServer> {
  return startNluServer((call) => answer(options, call));
}

function answer(options: FakeRasaOptions, call: NluCall): NluReply {
  if (call.method !== "POST" || call.path !== "/model/parse") return failure(404, "NotFound", "not found");
  if (!isAllowed(options, call)) return failure(401, "NotAuthenticated", "User is not authenticated.");
  if (options.hasModel === false) return failure(409, "Conflict", "No agent loaded.");
  if (call.body === undefined) return failure(400, "BadRequest", "No text message defined in request_body.");
  const text = at(call.body, "text");
  if (typeof text !== "string") return failure(500, "ParsingError", "An unexpected error occurred.");
  return { status: 200, body: parse(options, text.trim()) };
}

function isAllowed({ token, jwt }: FakeRasaOptions, { query, authorization }: NluCall): boolean {
  if (token === undefined && jwt === undefined) return true;
  if (token !== undefined && query.get("token") === token) return true;
  return jwt !== undefined && authorization === `Bearer ${jwt}`;
}

function failure(code: number, reason: string, message: string): NluReply {
  return {
    status: code,
    body: { version: "3.6.21", status: "failure", message, reason, details: {}, help: null, code },
  };
}

function parse({ sentences, threshold = 0.3 }: FakeRasaOptions, text: string): object {
  // It takes what starts with a slash for the name of an intent, without asking its model.
  const { intents, entities = [] } = text.startsWith("/")
    ? { intents: { [text.slice(1)]: 1 } }
    : (sentences[text] ?? { intents: {} });
  const found = Object.entries(intents).map(([name, confidence]) => ({ name, confidence }));
  const isUnsure = found.length > 0 && (found[0]?.confidence ?? 0) < threshold;
  const ranking = isUnsure ? [{ name: "nlu_fallback", confidence: threshold }, ...found] : found;
  return {
    text,
    intent: ranking[0] ?? { name: null, confidence: 0 },
    entities: entities.map((entity) => ({
      ...entity,
      confidence_entity: 0.99,
      extractor: "DIETClassifier",
    })),
    text_tokens: [[0, text.length]],
    intent_ranking: ranking,
    response_selector: { all_retrieval_intents: [] },
  };
}
