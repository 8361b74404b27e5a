/**
 * What the server answers about files. Read by hand and not by the protocol's schemas: those belong to the chat's own file, and an import
 * from here would split it.
 * @module
 */
import type { FileLink, Problem, Upload, UploadRules } from "@causerie/protocol";

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => Number.isFinite(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

type Check = (value: unknown) => boolean;

function reader<Answer>(checks: { readonly [Name in keyof Answer]?: Check }): (input: unknown) => Answer | undefined {
  const all = Object.entries(checks as Record<string, Check>);
  return (input) => {
    const fields = new Map<string, unknown>(Object.entries(input ?? {}));
    return all.every(([name, isGood]) => isGood(fields.get(name))) ? (input as Answer) : undefined;
  };
}

export const readUpload = reader<Upload>({
  uploadId: isText,
  offset: isNumber,
  chunkBytes: isNumber,
  minChunkBytes: isNumber,
  expiresInMs: isNumber,
});

export const readRules = reader<UploadRules>({ accept: isTexts, maxBytes: isNumber, maxFiles: isNumber });

export const readLink = reader<FileLink>({ url: isText, expiresInMs: isNumber });

/** `reason`: with `file_refused`. */
type KnownProblem = Pick<Problem, "code" | "retryable" | "retryAfterMs"> & { reason?: string };

export const readProblem = reader<KnownProblem>({
  code: isText,
  retryable: (value) => typeof value === "boolean",
});
