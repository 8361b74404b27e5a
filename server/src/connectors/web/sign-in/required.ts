import { RequestError } from "#app/errors.ts";

/** For those who come without a token where one is required. */
export function signInRequired(): RequestError {
  return new RequestError("sign_in_required", "send the token of the person to session as Authorization: Bearer");
}
