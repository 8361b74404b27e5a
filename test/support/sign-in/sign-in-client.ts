import type { Problem, Session } from "@causerie/protocol";
import { call, RestClient, type RestResponse } from "#support/web/rest-client.ts";

/** Asks for a session of the person whose token it is. @param refreshToken of the anonymous session from before. */
export function postSession(
  base: string,
  token: string,
  refreshToken?: string,
): Promise<RestResponse<Session & Partial<Problem> & { reason?: string }>> {
  return call(`${base}/v1/session`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  });
}

/** A signed-in person over REST, on a device of theirs. */
export async function signIn(base: string, token: string, refreshToken?: string): Promise<RestClient> {
  const { status, body } = await postSession(base, token, refreshToken);
  if (status !== 201) throw new Error(`signing in was answered ${status} ${body.code} ${body.reason}`);
  return new RestClient(base, body);
}
