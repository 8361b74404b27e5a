import { UnderstandingError } from "#understanding/remote/understanding-error.ts";

/**
 * Turns sentences into vectors that are near to each other when the sentences mean the same: a local model, or a service.
 * One vector of the same length for each text, in their order. It may throw; the bot then goes on without it.
 */
export type Embed = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly (readonly number[] | Float32Array)[]>;

/**
 * Asks `embed`, and checks what it gives: whatever is used later is a list of vectors of length 1.
 * @param dimensions what earlier vectors had; undefined: there are none yet.
 * @throws UnderstandingError `garbage`
 */
export async function embedTexts(
  { name, embed }: { name: string; embed: Embed },
  texts: readonly string[],
  dimensions: number | undefined,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: unknown = await embed(texts, signal);
  if (!Array.isArray(vectors) || vectors.length !== texts.length)
    throw garbage(
      name,
      `gave ${Array.isArray(vectors) ? vectors.length : "no list of"} vectors for ${texts.length} texts`,
    );
  const length = dimensions ?? lengthOf(vectors[0]);
  return vectors.map((vector: unknown) => {
    if (lengthOf(vector) !== length || length === 0) throw garbage(name, "gave vectors of different lengths, or none");
    return toUnitLength(name, Float32Array.from(vector as ArrayLike<number>));
  });
}

function lengthOf(vector: unknown): number {
  return Array.isArray(vector) || vector instanceof Float32Array ? vector.length : 0;
}

function toUnitLength(name: string, vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  if (!Number.isFinite(norm) || norm === 0) throw garbage(name, "gave a vector without length, or not of numbers");
  return vector.map((value) => value / norm);
}

function garbage(name: string, what: string): UnderstandingError {
  return new UnderstandingError(name, "garbage", what);
}
