import { ConfigError } from "#app/errors.ts";
import { describeNoAccess } from "#app/file-owner.ts";

/**
 * The problems of a command that did not work, each a sentence that says what to do.
 * @returns undefined for a defect.
 */
export function describeFailure(error: unknown): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.problems;
  const problem = describeNoAccess(error);
  return problem === undefined ? undefined : [problem];
}
