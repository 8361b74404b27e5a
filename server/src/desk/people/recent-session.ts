import { RequestError } from "#app/errors.ts";
import { toSession } from "./accounts/session.ts";
import type { TeamRecords } from "./accounts/team-records.ts";

const recentMs = 15 * 60_000;

/**
 * What lets somebody in for good is given out only soon after a sign-in: whoever finds a desk that was left open must not be able to come back.
 * OWASP ASVS 5.0, 7.5.1.
 *
 * @throws RequestError `sign_in_again`
 */
export async function requireRecentSession(
  { team, now }: { team: TeamRecords; now: () => number },
  sessionId: string,
): Promise<void> {
  const record = await team.records.read("session", sessionId);
  const isRecent = record !== undefined && now() - toSession(record).createdAt < recentMs;
  if (!isRecent)
    throw new RequestError("sign_in_again", "sign out and in again: this can be done for 15 minutes after a sign-in");
}
