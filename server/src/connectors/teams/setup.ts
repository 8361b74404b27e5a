import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { fetchJson } from "#channel/kit/issuer/fetch-json.ts";
import { asList, asObject } from "#channel/kit/json-with-ids.ts";
import { manifestOf } from "./manifest.ts";
import type { TeamsSettings } from "./options.ts";
import { isForTeams, tokenOf } from "./tokens.ts";

const portal = "https://portal.azure.com/#create/Microsoft.AzureBot";

export function setup(settings: TeamsSettings, publicUrl: string): SetupStep[] {
  const base = publicUrl.replace(/\/$/, "");
  const url = `${base}${settings.path}`;
  const steps: SetupStep[] = [
    { text: `Teams connector "${settings.id}": make an Azure Bot resource, single tenant`, url: portal },
    { text: "Enter this messaging endpoint (Configuration)", copy: url },
    { text: "Make a client secret (Manage password, Certificates & secrets), and copy its value" },
    { text: "Add the channel Microsoft Teams (Channels)" },
    {
      text: "Pack this manifest.json with color.png (192 x 192) and outline.png (32 x 32) into a zip, and upload it as an app",
      copy: JSON.stringify(manifestOf(settings, base)),
      url: "https://admin.teams.microsoft.com/policies/manage-apps",
    },
  ];
  return url.startsWith("https:")
    ? steps
    : [...steps, { text: "Microsoft calls https addresses only: put a proxy before it" }];
}

/** Whether the bot would work. With `live` it asks Microsoft. */
export async function check(settings: TeamsSettings, { live, publicUrl, fetch }: CheckContext): Promise<CheckResult[]> {
  const address = checkAddress(publicUrl);
  if (!live) return [address];
  return [address, await checkKeys(settings, fetch), await checkToken(settings, fetch)];
}

function checkAddress(publicUrl: string): CheckResult {
  if (publicUrl.startsWith("https:")) return { level: "ok", title: "Microsoft can be given an https address" };
  const fix = "Set CAUSERIE_PUBLIC_URL to an https address.";
  return { level: "warning", title: "Microsoft calls https addresses only", fix };
}

async function checkKeys({ keysUrl }: TeamsSettings, fetch: CheckContext["fetch"]): Promise<CheckResult> {
  const keys = await fetchJson(keysUrl, fetch).catch(() => undefined);
  const some = asList(asObject(keys)["keys"]).map(asObject).filter(isForTeams);
  if (some.length > 0) return { level: "ok", title: "Microsoft's keys for Teams are there" };
  const fix = "Look at the network, a proxy and keysUrl: without the keys no request is believed.";
  return { level: "error", title: "Microsoft's keys for Teams cannot be fetched", fix };
}

async function checkToken(settings: TeamsSettings, fetch: CheckContext["fetch"]): Promise<CheckResult> {
  try {
    await new AccessToken(tokenOf(settings, { fetch, steady: () => 0 })).get();
    return { level: "ok", title: "Microsoft gives the bot a token" };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    if (error.kind !== "auth")
      return {
        level: "error",
        title: "Microsoft cannot be asked for a token",
        fix: "Look at the network and loginUrl.",
      };
    const fix = "Compare appId and tenantId, and make a new client secret: its value, not its id, is the appPassword.";
    return { level: "error", title: `Microsoft refuses the bot a token (${error.code})`, fix };
  }
}
