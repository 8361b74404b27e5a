import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { fetchJson } from "#channel/kit/issuer/fetch-json.ts";
import { asList, asObject } from "#channel/kit/json-with-ids.ts";
import { signerOf } from "./incoming/prove-request.ts";
import type { GoogleChatSettings } from "./options.ts";
import { callChat } from "./send/call-chat.ts";
import { tokenOf } from "./service-account.ts";

const console = "https://console.cloud.google.com";

export function setup({ id, path, endpointUrl }: GoogleChatSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  const steps: SetupStep[] = [
    {
      text: `Google Chat connector "${id}": enable the Google Chat API in a project of your Workspace organisation`,
      url: `${console}/apis/library/chat.googleapis.com`,
    },
    {
      text: "Make a service account in this project, without roles, and a JSON key of it: its text is serviceAccountKey",
      url: `${console}/iam-admin/serviceaccounts`,
    },
    {
      text: "Configure the app: interactive features on, HTTP endpoint URL, this URL for all triggers",
      copy: url,
      url: `${console}/apis/api/chat.googleapis.com/hangouts-chat`,
    },
    {
      text:
        endpointUrl === undefined
          ? "Choose the project number as its authentication audience. For an add-on, or with the endpoint URL as the audience, set endpointUrl"
          : "Choose the HTTP endpoint URL as its authentication audience: it must be this one exactly",
      ...(endpointUrl === undefined ? {} : { copy: endpointUrl }),
    },
    { text: "Let your people find the app (Visibility), and add it in Google Chat" },
  ];
  return url.startsWith("https:")
    ? steps
    : [...steps, { text: "Google calls https addresses only: put a proxy before it" }];
}

/** Whether the app would work. With `live` it asks Google. */
export async function check(
  settings: GoogleChatSettings,
  { live, publicUrl, fetch }: CheckContext,
): Promise<CheckResult[]> {
  const address = checkAddress(settings, publicUrl);
  if (!live) return [address];
  return [address, await checkKeys(settings, fetch), await checkApi(settings, fetch)];
}

function checkAddress({ endpointUrl, path }: GoogleChatSettings, publicUrl: string): CheckResult {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  if (!url.startsWith("https:")) {
    const fix = "Set CAUSERIE_PUBLIC_URL to an https address.";
    return { level: "warning", title: "Google calls https addresses only", fix };
  }
  if (endpointUrl === undefined || endpointUrl === url)
    return { level: "ok", title: "Google can be given an https address" };
  const fix = `Compare endpointUrl with ${url}: tokens are made for the URL that is configured at Google, letter by letter.`;
  return { level: "warning", title: "endpointUrl is not the address of this server", fix };
}

async function checkKeys(settings: GoogleChatSettings, fetch: CheckContext["fetch"]): Promise<CheckResult> {
  const keys = await fetchJson(signerOf(settings).keysUrl, fetch).catch(() => undefined);
  if (asList(asObject(keys)["keys"]).length > 0) return { level: "ok", title: "Google's keys are there" };
  const fix = "Look at the network, a proxy and keysUrl: without the keys no request is believed.";
  return { level: "error", title: "Google's keys cannot be fetched", fix };
}

/** A list of the app's spaces is asked for: it needs the token, the scope and the API. */
async function checkApi(settings: GoogleChatSettings, fetch: CheckContext["fetch"]): Promise<CheckResult> {
  const token = new AccessToken(tokenOf(settings, { fetch, steady: () => 0, now: Date.now }));
  const call = {
    method: "GET",
    path: "spaces",
    query: { pageSize: "1" },
    signal: AbortSignal.timeout(15_000),
  } as const;
  try {
    await callChat({ token, apiUrl: settings.apiUrl, fetch }, call);
    return { level: "ok", title: "Google lets the app write" };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return toResult(error);
  }
}

function toResult({ kind, code }: DeliveryError): CheckResult {
  if (kind === "auth") {
    const fix = "Make a new JSON key of the service account, and look whether the clock of this server is right.";
    return { level: "error", title: `Google refuses the service account (${code})`, fix };
  }
  if (kind === "platform" || kind === "recipient") {
    const fix = "Enable the Google Chat API in the project of the service account, and configure the app there.";
    return { level: "error", title: `Google does not let the app write (${code})`, fix };
  }
  const fix = "Look at the network, apiUrl and tokenUrl.";
  return { level: "error", title: "Google cannot be reached", fix };
}
