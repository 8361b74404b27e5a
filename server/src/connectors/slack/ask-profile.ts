import type { PersonProfile } from "#channel/address.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isLocale } from "#i18n/locale.ts";
import { callSlack, type SlackAccess } from "./send/call-slack.ts";

/** @throws DeliveryError when Slack does not say, e.g. because the app has not the scope `users:read`. */
export async function askProfile(access: SlackAccess, user: string, signal: AbortSignal): Promise<PersonProfile> {
  const call = { method: "users.info", body: { user, include_locale: "true" }, form: true, signal } as const;
  return readProfile(asObject((await callSlack(access, call)).body["user"]));
}

function readProfile(user: JsonObject): PersonProfile {
  const profile = asObject(user["profile"]);
  const name = asText(profile["real_name"]) ?? asText(user["real_name"]) ?? asText(user["name"]);
  const firstName = asText(profile["first_name"]);
  const locale = asText(user["locale"]);
  const timeZone = asText(user["tz"]);
  const picture = asText(profile["image_192"]);
  return {
    ...(name === undefined ? {} : { name }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(locale !== undefined && isLocale(locale) ? { locale } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(picture !== undefined && URL.canParse(picture) ? { picture } : {}),
  };
}
