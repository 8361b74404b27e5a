import type { CallError } from "#wire/call-error.ts";
import type { Translate } from "./texts.ts";

/** One sentence for the person at the desk: what is wrong, and what helps. */
export function failureText({ status, code, detail, retryAfterMs }: CallError, t: Translate): string {
  if (code === "wrong_password") return t("failurePassword");
  if (code === "weak_password") return t("failureWeak");
  if (status === 0) return t("failureOffline");
  if (status === 401) return t("failureSession");
  if (status === 403) return t("failureScope");
  if (status === 404) return t("failureMissing");
  if (status === 409) return t("failureConflict");
  if (status === 429) return t("failureRate", { count: Math.max(1, Math.ceil((retryAfterMs ?? 60_000) / 60_000)) });
  if (status >= 500) return t("failureServer");
  return detail === undefined ? t("failureRefused", { code }) : t("failureDetail", { detail });
}
