import { RequestError, StaleLeaseError } from "#app/errors.ts";

/** What became of a job, in a form that travels between threads; the class of an error would not. */
export type Outcome = { type: "done"; value: unknown } | { type: "failed"; error: TravellingError };

type TravellingError =
  | { type: "request"; code: RequestError["code"]; message: string }
  | { type: "stale"; message: string }
  /** `storage`: the drive or the file, not our code. Whoever sent something should send it again. */
  | { type: "defect" | "storage"; error: unknown };

/** What a job gets when nothing that is written would be found again. */
export const storageAway: Outcome = {
  type: "failed",
  error: { type: "storage", error: "the files of the store are not those that were opened" },
};

/** Milliseconds after which a peer should try again: an operator needs about that long to see it. */
const retryAfterMs = 5_000;

export function toOutcome(error: unknown): Outcome {
  if (error instanceof RequestError)
    return { type: "failed", error: { type: "request", code: error.code, message: error.message } };
  if (error instanceof StaleLeaseError) return { type: "failed", error: { type: "stale", message: error.message } };
  return { type: "failed", error: { type: isOfStorage(error) ? "storage" : "defect", error } };
}

export function toError(error: TravellingError): Error {
  switch (error.type) {
    case "request":
      return new RequestError(error.code, error.message);
    case "stale":
      return new StaleLeaseError(error.message);
    case "storage":
      return new RequestError("unavailable", "The server cannot store anything at the moment: send it again later", {
        retryAfterMs,
        cause: error.error,
        facts: { storage: error.error instanceof Error ? error.error.message : String(error.error) },
      });
    case "defect":
      return new Error(`the store could not write: ${String(error.error)}`, { cause: error.error });
  }
}

/** Locked, out of memory, read-only, input or output, damaged, full, cannot be opened: https://sqlite.org/rescode.html. */
const storageCodes = new Set([5, 7, 8, 10, 11, 13, 14, 26]);

function isOfStorage(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    storageCodes.has(error.errcode & 0xff)
  );
}
