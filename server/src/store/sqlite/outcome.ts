import { RequestError, StaleLeaseError } from "#app/errors.ts";

/** What became of a job, in a form that travels between threads; the class of an error would not. */
export type Outcome = { type: "done"; value: unknown } | { type: "failed"; error: TravellingError };

type TravellingError =
  | { type: "request"; code: RequestError["code"]; message: string }
  | { type: "stale"; message: string }
  | { type: "defect"; error: unknown };

export function toOutcome(error: unknown): Outcome {
  if (error instanceof RequestError)
    return { type: "failed", error: { type: "request", code: error.code, message: error.message } };
  if (error instanceof StaleLeaseError) return { type: "failed", error: { type: "stale", message: error.message } };
  return { type: "failed", error: { type: "defect", error } };
}

export function toError(error: TravellingError): Error {
  switch (error.type) {
    case "request":
      return new RequestError(error.code, error.message);
    case "stale":
      return new StaleLeaseError(error.message);
    case "defect":
      return new Error(`the store could not write: ${String(error.error)}`, { cause: error.error });
  }
}
