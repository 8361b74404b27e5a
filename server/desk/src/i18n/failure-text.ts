import type { CallError } from "#wire/call-error.ts";
import type { TextKey, Translate } from "./texts.ts";

/** What says more than the status of the answer. */
const byCode: Readonly<Record<string, TextKey>> = {
  wrong_password: "failurePassword",
  weak_password: "failureWeak",
  passwords_off: "failurePasswordsOff",
  passkey_refused: "failurePasskey",
  passkey_none: "failurePasskeyNone",
  passkey_known: "failurePasskeyKnown",
  passkey_unknown: "failurePasskeyUnknown",
  sign_in_again: "failureSignInAgain",
  provider_refused: "failureProvider",
  provider_unreachable: "failureProviderAway",
  not_admitted: "failureAdmitted",
};

/** One sentence for the person at the desk: what is wrong, and what helps. */
export function failureText({ status, code, detail, retryAfterMs }: CallError, t: Translate): string {
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known !== undefined) return t(known);
  if (status === 0) return t("failureOffline");
  if (status === 401) return t("failureSession");
  if (status === 403) return t("failureScope");
  if (status === 404) return t("failureMissing");
  if (status === 409) return t("failureConflict");
  if (status === 429) return t("failureRate", { count: Math.max(1, Math.ceil((retryAfterMs ?? 60_000) / 60_000)) });
  if (status >= 500) return t("failureServer");
  return detail === undefined ? t("failureRefused", { code }) : t("failureDetail", { detail });
}
