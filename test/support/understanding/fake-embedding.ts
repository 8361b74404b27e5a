import { at } from "./at.ts";
import { type NluCall, type NluReply, type NluServer, startNluServer } from "./nlu-server.ts";

/** Words with one meaning have one dimension. Whatever is not listed shares the last one, a little. */
const meanings = [
  ["order", "purchase", "pizza", "hungry", "starving", "eat", "meal"],
  ["open", "hours", "closed", "clock", "doors"],
  ["cancel", "scrap", "binned"],
  ["late", "waiting", "ages"],
];

export type FakeEmbeddingOptions = {
  /** The key that it asks for. */
  key?: string;
  model?: string;
};

/** An embedding service: `POST /v1/embeddings` as OpenAI has it. Gives its vectors in reverse order, with their index. */
export function startFakeEmbedding(options: FakeEmbeddingOptions = {}): Promise<NluServer> {
  return startNluServer((call) => answer(options, call));
}

function answer({ key, model = "small" }: FakeEmbeddingOptions, call: NluCall): NluReply {
  if (call.method !== "POST" || call.path !== "/v1/embeddings") return failure(404, "not found");
  if (key !== undefined && call.authorization !== `Bearer ${key}`) return failure(401, "incorrect API key provided");
  if (at(call.body, "model") !== model) return failure(404, "no such model");
  const input = at(call.body, "input");
  if (!Array.isArray(input)) return failure(400, "input must be an array");
  const data = input
    .map((text, index) => ({ object: "embedding", index, embedding: vectorOf(String(text)) }))
    .reverse();
  return { status: 200, body: { object: "list", model, data, usage: { prompt_tokens: 1, total_tokens: 1 } } };
}

/** The vector that the service gives for a text. */
export function vectorOf(text: string): number[] {
  const words = text.toLowerCase().split(/[^a-z]+/);
  return [...meanings.map((same) => words.filter((word) => same.includes(word)).length), 0.1];
}

function failure(status: number, message: string): NluReply {
  return { status, body: { error: { message, type: "invalid_request_error" } } };
}
