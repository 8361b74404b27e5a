import type { PersonProfile } from "#channel/address.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import { callForObject, type MattermostAccess } from "./send/call-mattermost.ts";

/** Their picture is behind a sign-in, so there is no address of it. @throws DeliveryError when Mattermost does not say who they are. */
export async function askProfile(access: MattermostAccess, user: string, signal: AbortSignal): Promise<PersonProfile> {
  const found = await callForObject(access, { method: "GET", path: `users/${encodeURIComponent(user)}`, signal });
  const [firstName, lastName] = [asText(found["first_name"]), asText(found["last_name"])];
  const whole = [firstName, lastName].filter((each) => each !== undefined).join(" ");
  const name = whole === "" ? (asText(found["nickname"]) ?? asText(found["username"])) : whole;
  const locale = asText(found["locale"]);
  const zones = asObject(found["timezone"]);
  const timeZone = asText(zones[zones["useAutomaticTimezone"] === "false" ? "manualTimezone" : "automaticTimezone"]);
  return {
    ...(name === undefined ? {} : { name }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(locale !== undefined && isLocale(locale) ? { locale } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}
