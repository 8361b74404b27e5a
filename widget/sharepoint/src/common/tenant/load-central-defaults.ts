import { type CentralDefaults, parseCentralDefaults } from "#common/properties/with-defaults.ts";
import { isRecord } from "#common/properties/chat-properties.ts";

/** The key of the tenant property, as in `Set-PnPStorageEntity -Key CauserieChat -Value https://chat.example.com/web`. */
export const storageKey = "CauserieChat";

const loading = new Map<string, Promise<CentralDefaults>>();

/**
 * What the administrator has set for all sites. One request for all parts of a page. A tenant without the property, and a
 * failed request, give nothing: each part then counts by what is set in it.
 */
export function loadCentralDefaults(
  siteUrl: string,
  getJson: (url: string) => Promise<unknown>,
): Promise<CentralDefaults> {
  const known = loading.get(siteUrl);
  if (known !== undefined) return known;
  const asked = ask(`${siteUrl.replace(/\/+$/, "")}/_api/web/GetStorageEntity('${storageKey}')`, getJson);
  loading.set(siteUrl, asked);
  return asked;
}

async function ask(url: string, getJson: (url: string) => Promise<unknown>): Promise<CentralDefaults> {
  try {
    const answer = await getJson(url);
    const value = isRecord(answer) ? answer["Value"] : undefined;
    return typeof value === "string" ? parseCentralDefaults(value) : {};
  } catch {
    return {}; // A reader can do nothing about it, and an author sees that the part is not set up.
  }
}
