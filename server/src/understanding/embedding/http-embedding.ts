import * as v from "valibot";
import { readSecret, type Secret } from "#understanding/remote/credentials.ts";
import { postJson } from "#understanding/remote/post-json.ts";
import { readResponse } from "#understanding/remote/read-response.ts";
import { checkOptions, isServiceUrl, serviceUrl, serviceUrlRemedy } from "#understanding/remote/remote-options.ts";
import type { Embed } from "./embed.ts";

/** Which embedding service to ask, and how. */
export type HttpEmbeddingOptions = {
  /** Where it is: its path `/v1/embeddings` is asked. E.g. `http://embeddings:8080`. */
  url: string;
  /** The name of the model at the service. */
  model: string;
  /** A key, sent as a bearer token. */
  credentials?: Secret;
};

const name = "embedding";

const responseSchema = v.object({
  data: v.array(
    v.object({ index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), embedding: v.array(v.number()) }),
  ),
});

/**
 * Asks a service that speaks OpenAI's `POST /v1/embeddings`, as many local model servers do. Redirects are not followed.
 * @throws ConfigError for wrong options; its calls throw UnderstandingError
 * @example
 * createBot({ stories, fallback, embedding: { embed: httpEmbedding({ url: "http://embeddings:8080", model: "small" }) } })
 */
export function httpEmbedding({ url, model, credentials }: HttpEmbeddingOptions): Embed {
  checkOptions(name, {}, [
    ["url", isServiceUrl(url), serviceUrlRemedy],
    ["model", model !== "", "must be the name of a model"],
  ]);
  const endpoint = serviceUrl(url, "/v1/embeddings");
  return async (texts, signal) => {
    const authorization = credentials === undefined ? undefined : `Bearer ${await readSecret(name, credentials)}`;
    const body = { model, input: texts, encoding_format: "float" };
    const response = await postJson({ service: name, url: endpoint, authorization, body, signal });
    const { data } = readResponse(name, responseSchema, response);
    const ordered = data.map((item, at) => ({ at: item.index ?? at, embedding: item.embedding }));
    return ordered.sort((a, b) => a.at - b.at).map(({ embedding }) => embedding);
  };
}
