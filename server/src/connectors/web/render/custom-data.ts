import { limits } from "@causerie/protocol";

export type CustomData = { type: "clean"; data: unknown } | { type: "refused"; problem: string };

/** Deeper than any page needs, and far from what would break a reader that descends by calling itself. */
const maxDepth = 64;

/** The data of a custom message as every reader will have it: plain JSON, and not more than the protocol allows. */
export function readCustomData(data: unknown): CustomData {
  const json = toJson(data);
  if (json === undefined) return { type: "refused", problem: "it must be plain JSON" };
  if (Buffer.byteLength(json) > limits.customDataBytes)
    return { type: "refused", problem: `it must have at most ${limits.customDataBytes} bytes` };
  const clean: unknown = JSON.parse(json);
  if (isDeeper(clean, maxDepth)) return { type: "refused", problem: `it must not be nested deeper than ${maxDepth}` };
  return { type: "clean", data: clean };
}

/** Undefined for a loop, a bigint, a function, or a `toJSON` that throws. */
function toJson(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    return undefined; // whatever it was: the author hears that it must be JSON
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}
