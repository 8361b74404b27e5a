import { DeliveryError } from "#channel/delivery-error.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { waitIn } from "#channel/kit/platform/call-failure.ts";
import type { XSettings } from "#connectors/x/options.ts";

/** `until`: when `access` ends, milliseconds since 1970. */
export type Tokens = { readonly access: string; readonly refresh: string; readonly until: number };

type AskParts = Pick<XSettings, "apiUrl" | "clientId" | "clientSecret"> & {
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

const timeoutMs = 20_000;
/** X says two hours. */
const usualSeconds = 7_200;

/**
 * Exchanges a refresh token for the next ones (RFC 6749, section 6; docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE").
 * @throws DeliveryError of kind `auth` when X refuses it.
 */
export async function askTokens(
  refresh: string,
  { apiUrl, clientId, clientSecret, fetch, now }: AskParts,
): Promise<Tokens> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret ?? "")}`);
  const response = await fetch(`${apiUrl}/2/oauth2/token`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      // A confidential client proves itself; a public one only names itself.
      ...(clientSecret === undefined ? {} : { authorization: `Basic ${basic.toString("base64")}` }),
    },
    body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refresh, client_id: clientId }).toString(),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: "error",
  }).catch((cause: unknown) => {
    // No message has gone out yet, so it may be tried again.
    throw new DeliveryError("X gave no token", "transient", { cause });
  });
  const answer = asObject(await response.json().catch(() => undefined));
  if (!response.ok) throw refusal(response, asText(answer["error"]));
  const [access, next] = [asText(answer["access_token"]), asText(answer["refresh_token"])];
  if (access === undefined) throw new DeliveryError("X answered without a token", "transient");
  const seconds = Number(answer["expires_in"] ?? usualSeconds);
  const lifeMs = (Number.isFinite(seconds) && seconds > 0 ? seconds : usualSeconds) * 1_000;
  // Without the scope offline.access there would be no next one: the old one stays, and X will say that it is used.
  return { access, refresh: next ?? refresh, until: now() + lifeMs };
}

/** The description of the error may quote a token: only its name is kept. */
function refusal({ status, headers }: Response, error = ""): DeliveryError {
  const code = /^[a-z_]{1,60}$/.test(error) ? error : String(status);
  if (status === 429) return new DeliveryError("X is asked for tokens too often", "rate", { code, ...waitIn(headers) });
  if (status >= 500) return new DeliveryError(`X gave no token (${code})`, "transient", { code });
  const words = `X refuses the refresh token (${code}): sign in as the bot's account anew, and enter the new refreshToken`;
  return new DeliveryError(words, "auth", { code });
}
