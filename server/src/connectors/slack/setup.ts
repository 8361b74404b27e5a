import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { manifestOf, neededScopes, scopes } from "./manifest.ts";
import type { SlackSettings } from "./options.ts";
import { callSlack } from "./send/call-slack.ts";

const apps = "https://api.slack.com/apps";

export function setup(settings: SlackSettings, publicUrl: string): SetupStep[] {
  const { id, path, appToken } = settings;
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  const steps: SetupStep[] = [
    { text: `Slack connector "${id}": ${appToken === undefined ? "Slack posts to this server" : "Socket Mode"}` },
    {
      text: 'Make an app "From a manifest", with this one',
      copy: JSON.stringify(manifestOf(settings, url)),
      url: `${apps}?new_app=1`,
    },
    { text: "Install it to the workspace (OAuth & Permissions): the bot token is shown there", url: apps },
  ];
  if (appToken !== undefined)
    return [
      ...steps,
      { text: "Make an app-level token with the scope connections:write (Basic Information)", url: apps },
    ];
  const secret: SetupStep = { text: "Copy the signing secret (Basic Information, App Credentials)", url: apps };
  const address: SetupStep = {
    text: "Of an app that you have already, enter this address under Event Subscriptions, Interactivity and each slash command",
    copy: url,
  };
  return url.startsWith("https:")
    ? [...steps, secret, address]
    : [
        ...steps,
        secret,
        address,
        { text: "Slack calls https addresses only: put a proxy before it, or use Socket Mode" },
      ];
}

/** Whether the app would work. With `live` it asks Slack. */
export async function check(settings: SlackSettings, { live, publicUrl, fetch }: CheckContext): Promise<CheckResult[]> {
  const address = settings.appToken === undefined ? [checkAddress(publicUrl)] : [];
  if (!live) return address;
  const bot = await checkBot(settings, fetch);
  return [...address, ...bot, ...(await checkSocket(settings, fetch))];
}

function checkAddress(publicUrl: string): CheckResult {
  if (publicUrl.startsWith("https:")) return { level: "ok", title: "Slack can be given an https address" };
  const fix = "Set CAUSERIE_PUBLIC_URL to an https address, or use Socket Mode (appToken).";
  return { level: "warning", title: "Slack calls https addresses only", fix };
}

async function checkBot(
  { apiUrl, botToken, teamId, commands }: SlackSettings,
  fetch: CheckContext["fetch"],
): Promise<CheckResult[]> {
  try {
    const call = { method: "auth.test", body: {}, signal: AbortSignal.timeout(15_000) };
    const { body, headers } = await callSlack({ apiUrl, token: botToken, fetch }, call);
    const [team, id] = [asText(body["team"]) ?? "", asText(body["team_id"])];
    const known: CheckResult = { level: "ok", title: `Slack knows the bot token, of the workspace "${team}"` };
    const other: CheckResult[] =
      teamId === undefined || id === undefined || id === teamId
        ? []
        : [{ level: "error", title: "teamId is another workspace than the bot token's", fix: `Set teamId to ${id}.` }];
    return [known, ...other, ...checkScopes(headers.get("x-oauth-scopes"), commands.length > 0)];
  } catch (error) {
    return [failed("The bot token", error, "Take the bot token of the installed app (OAuth & Permissions).")];
  }
}

/** Slack names the scopes of a token in a header of its answers. */
function checkScopes(header: string | null, hasCommands: boolean): CheckResult[] {
  if (header === null) return [];
  const given = new Set(header.split(",").map((scope) => scope.trim()));
  if (!hasCommands) given.add("commands");
  const missing = Object.entries(scopes).filter(([scope]) => !given.has(scope));
  if (missing.length === 0) return [{ level: "ok", title: "The app has all scopes" }];
  return missing.map(([scope, what]) => ({
    level: neededScopes.includes(scope) ? "error" : "warning",
    title: `The app has not the scope ${scope}, by which it ${what}`,
    fix: "Add it under OAuth & Permissions, and install the app again.",
  }));
}

async function checkSocket({ apiUrl, appToken }: SlackSettings, fetch: CheckContext["fetch"]): Promise<CheckResult[]> {
  if (appToken === undefined) return [];
  try {
    const call = { method: "apps.connections.open", body: {}, signal: AbortSignal.timeout(15_000) };
    await callSlack({ apiUrl, token: appToken, fetch }, call);
    return [{ level: "ok", title: "Slack opens connections for the app token" }];
  } catch (error) {
    return [failed("The app token", error, "Switch Socket Mode on, and make a token with connections:write.")];
  }
}

function failed(what: string, error: unknown, fix: string): CheckResult {
  if (!(error instanceof DeliveryError)) throw error;
  if (error.kind === "unknown" || error.kind === "transient")
    return { level: "error", title: "Slack cannot be reached", fix: "Look at the network, a proxy and apiUrl." };
  if (error.kind === "rate")
    return { level: "warning", title: "Slack is asked too often", fix: "Check again in a minute." };
  return { level: "error", title: `${what} is refused (${error.code})`, fix };
}
