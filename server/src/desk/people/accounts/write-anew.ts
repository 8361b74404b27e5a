import { RequestError } from "#app/errors.ts";
import type { DeskRecords, NewAuditEntry, RecordChange } from "#desk/records/desk-records.ts";

export type Plan<Result> = { changes: readonly RecordChange[]; audit: readonly NewAuditEntry[]; result: Result };

const mostTries = 5;

/**
 * Reads, decides and writes; when somebody else has written meanwhile, all of it anew.
 *
 * @param plan reads what it decides by each time it is called, and names the versions.
 * @throws RequestError `conflict` when it does not get through, and what `plan` throws.
 */
export async function writeAnew<Result>(
  records: DeskRecords,
  now: () => number,
  plan: () => Promise<Plan<Result>>,
): Promise<Result> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const { changes, audit, result } = await plan();
    if (await records.write(changes, audit, now())) return result;
  }
  throw new RequestError("conflict", "others change the same at this moment; look at it and try again");
}
