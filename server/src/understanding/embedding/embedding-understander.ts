import { type BreakerOptions, createBreaker } from "#understanding/remote/circuit-breaker.ts";
import { withDeadline } from "#understanding/remote/deadline.ts";
import { checkOptions, isPositive } from "#understanding/remote/remote-options.ts";
import type { Example, Understander, Understanding, UnderstandingRequest } from "#understanding/understanding.ts";
import { type Embed, embedTexts } from "./embed.ts";
import { createEmbeddingIndex, type EmbeddedExample, type EmbeddingIndex } from "./embedding-index.ts";

/** Vectors of sentences beside the built-in classifier, for `createBot`. */
export type EmbeddingOptions = {
  embed: Embed;
  /** Names it in logs and as the source of what it understood. Default `embedding`. */
  name?: string;
  /** How long a person's text may take, in milliseconds; then the classifier answers alone. Default 1,000. */
  deadlineMs?: number;
  /** How long the server's start waits for the vectors of the examples, in milliseconds. Then it goes on without. Default 30,000. */
  startMs?: number;
  /** How many examples are sent in one call. Default 16. */
  batch?: number;
  /** How many texts of people are kept with their vectors, in memory. Default 500. */
  remembered?: number;
  /** When it is not asked for a while. */
  breaker?: BreakerOptions;
};

/** An understander that first needs the vectors of the examples. */
export interface EmbeddingUnderstander extends Understander {
  /** Gets the vectors of the examples. Never throws: a later text tries again. */
  prepare(signal?: AbortSignal): Promise<void>;
}

const neverAborted = new AbortController().signal;

/**
 * Asked before the built-in classifier, which answers alone while the embedding fails, hangs or is paused: then this throws an
 * UnderstandingError, which the chain reports, or has no result.
 */
export function createEmbeddingUnderstander(
  corpus: readonly Example[],
  options: EmbeddingOptions,
  now: () => number = () => performance.now(),
): EmbeddingUnderstander {
  const { name = "embedding", embed, deadlineMs = 1_000, startMs = 30_000, batch = 16, remembered = 500 } = options;
  checkOptions(name, { deadlineMs }, [
    ["embed", typeof embed === "function", "must be a function, e.g. httpEmbedding({ url, model })"],
    ["startMs", isPositive(startMs), "must be a number of milliseconds, e.g. 30000"],
    ["batch", Number.isInteger(batch) && batch > 0, "must be a whole number from 1"],
    ["remembered", Number.isInteger(remembered) && remembered >= 0, "must be a whole number from 0"],
  ]);
  const breaker = createBreaker(options.breaker ?? {}, now);
  const vectors = createMemory(remembered);
  const embedded: EmbeddedExample[] = [];
  let index: EmbeddingIndex | undefined;
  let preparing: Promise<void> | undefined;
  /** Why the vectors of the examples are missing: told once, with the next text. */
  let failure: { error: unknown } | undefined;

  /** Goes on where an earlier attempt ended: a slow model gets through a large corpus all the same. */
  async function embedExamples(signal: AbortSignal): Promise<void> {
    while (embedded.length < corpus.length) {
      const part = corpus.slice(embedded.length, embedded.length + batch);
      const dimensions = embedded[0]?.vector.length;
      const texts = part.map(({ text }) => text);
      const vectorsOfPart = await embedTexts({ name, embed }, texts, dimensions, signal);
      signal.throwIfAborted();
      for (const [at, vector] of vectorsOfPart.entries()) embedded.push({ intent: part[at]?.intent ?? "", vector });
    }
    index = createEmbeddingIndex(embedded);
  }

  async function prepare(signal: AbortSignal): Promise<void> {
    try {
      await withDeadline({ service: name, deadlineMs: startMs, signal }, embedExamples);
      breaker.succeeded();
      failure = undefined;
    } catch (error) {
      breaker.failed();
      failure = { error };
    } finally {
      preparing = undefined;
    }
  }

  function prepareIfAllowed(signal: AbortSignal): Promise<void> {
    if (index !== undefined || corpus.length === 0) return Promise.resolve();
    if (preparing === undefined && breaker.allows()) preparing = prepare(signal);
    return preparing ?? Promise.resolve();
  }

  /** The vectors of texts, in one call for those that are new. */
  async function vectorsOf(
    texts: readonly string[],
    dimensions: number,
    signal: AbortSignal,
  ): Promise<Map<string, Float32Array>> {
    const known = new Map(texts.flatMap((text) => [vectors.get(text)].flatMap((each) => (each ? [[text, each]] : []))));
    const unknown = [...new Set(texts)].filter((text) => !known.has(text));
    if (unknown.length === 0) return known;
    try {
      const found = await withDeadline({ service: name, deadlineMs, signal }, (limit) =>
        embedTexts({ name, embed }, unknown, dimensions, limit),
      );
      breaker.succeeded();
      for (const [at, vector] of found.entries()) {
        const text = unknown[at] ?? "";
        vectors.set(text, vector);
        known.set(text, vector);
      }
      return known;
    } catch (error) {
      // Nobody waits any longer: that says nothing about the service.
      if (!signal.aborted) breaker.failed();
      throw error;
    }
  }

  function meaningOf(
    known: EmbeddingIndex,
    vector: Float32Array | undefined,
    { expected }: UnderstandingRequest,
  ): Understanding | undefined {
    if (vector === undefined) return undefined;
    const { intent, confidence, alternatives } = known.classify(vector, expected);
    if (intent === undefined) return undefined;
    return { intent, params: {}, confidence, entities: [], alternatives, source: name };
  }

  return {
    name,
    prepare: (signal = neverAborted) => prepareIfAllowed(signal),
    async understand(request): Promise<Understanding | undefined> {
      const text = textOf(request);
      if (text === undefined || corpus.length === 0) return undefined;
      if (index === undefined) {
        void prepareIfAllowed(neverAborted);
        if (failure === undefined) return undefined;
        const { error } = failure;
        failure = undefined;
        throw error;
      }
      if (vectors.get(text) === undefined && !breaker.allows()) return undefined;
      const found = await vectorsOf([text], index.dimensions, request.signal);
      return meaningOf(index, found.get(text), request);
    },
    async forTexts(texts, request): Promise<Understander> {
      const known = index;
      // Without the vectors of the examples it asks nothing about a text.
      if (known === undefined) return this;
      const sent = texts.flatMap((text) => toSend(text) ?? []).slice(0, batch);
      const found =
        sent.every((text) => vectors.get(text) !== undefined) || breaker.allows()
          ? await vectorsOf(sent, known.dimensions, request.signal)
          : new Map<string, Float32Array>();
      return {
        name,
        understand: (asked) => meaningOf(known, found.get(textOf(asked) ?? ""), asked),
      };
    },
  };
}

function textOf({ content }: UnderstandingRequest): string | undefined {
  const text = content.type === "text" || content.type === "attachment" ? content.text : undefined;
  return text === undefined ? undefined : toSend(text);
}

function toSend(text: string): string | undefined {
  return text.trim() === "" ? undefined : text.trim().slice(0, mostSent);
}

/** People say what they want at the beginning, and models read no more. */
const mostSent = 1_000;

/** The newest vectors, the oldest go first. */
function createMemory(most: number) {
  const kept = new Map<string, Float32Array>();
  return {
    get: (text: string) => kept.get(text),
    set(text: string, vector: Float32Array) {
      kept.set(text, vector);
      const oldest = kept.keys().next();
      if (kept.size > most && oldest.done !== true) kept.delete(oldest.value);
    },
  };
}
