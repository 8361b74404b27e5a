import { RequestError } from "#app/errors.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";

/**
 * Whoever has a key may speak for everybody: the program behind it says who its people are.
 * @throws RequestError `unauthorized`
 */
export function authorize(header: string | undefined, keys: readonly string[]): void {
  const [, given = ""] = /^Bearer +(\S+) *$/i.exec(header ?? "") ?? [];
  // No early exit: the time must not reveal which key fits.
  const fitting = keys.filter((key) => isSameSecret(given, key));
  if (fitting.length === 0)
    throw new RequestError(
      "unauthorized",
      "send a valid key as Authorization: Bearer; it is set in `key` of the connector",
    );
}
