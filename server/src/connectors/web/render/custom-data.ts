import { limits } from "@causerie/protocol";

export type CustomData = { type: "clean"; data: unknown } | { type: "refused"; problem: string };

/** Deeper than any page needs, and still safe for recursive code. */
const maxDepth = 64;

/** The data of a custom message as every reader gets it: plain JSON, within the protocol's bounds. */
export function readCustomData(data: unknown): CustomData {
  const json = toJson(data);
  if (json === undefined) return { type: "refused", problem: "it must be plain JSON" };
  if (Buffer.byteLength(json) > limits.customDataBytes)
    return { type: "refused", problem: `it must have at most ${limits.customDataBytes} bytes` };
  const clean: unknown = JSON.parse(json);
  if (isDeeper(clean, maxDepth)) return { type: "refused", problem: `it must not be nested deeper than ${maxDepth}` };
  return { type: "clean", data: clean };
}

/** @returns undefined for a circular reference, a bigint, a function, or a `toJSON` that throws. */
function toJson(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined; // the loss says that it must be JSON, whatever the reason was
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}
