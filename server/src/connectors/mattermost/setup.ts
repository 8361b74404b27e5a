import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asList } from "#channel/kit/json-with-ids.ts";
import { isInside } from "#channel/kit/platform/own-server.ts";
import { whenOpened } from "#channel/kit/socket/follow-socket.ts";
import { openSocket } from "#channel/kit/socket/open-socket.ts";
import type { MattermostSettings } from "./options.ts";
import { askFacts, askMe } from "./send/account.ts";
import { callMattermost, type MattermostAccess } from "./send/call-mattermost.ts";
import { addressOf, dialectOf } from "./socket/connect-socket.ts";

/** Where Mattermost's server posts taps to. */
export function actionsUrlOf(
  { actionsUrl, path }: Pick<MattermostSettings, "actionsUrl" | "path">,
  publicUrl: string,
): string {
  return actionsUrl ?? `${publicUrl.replace(/\/$/, "")}${path}`;
}

export function setup(settings: MattermostSettings, publicUrl: string): SetupStep[] {
  const { id, serverUrl } = settings;
  const url = actionsUrlOf(settings, publicUrl);
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  const steps: SetupStep[] = [
    { text: `Mattermost connector "${id}": the server opens a connection to ${serverUrl}` },
    {
      text: "Allow bot accounts (System Console, Integrations, Bot Accounts)",
      url: `${serverUrl}/admin_console/integrations/bot_accounts`,
    },
    {
      text: "Add a bot account (Integrations, Bot Accounts): its access token is shown once",
      url: `${serverUrl}/_redirect/integrations/bots`,
    },
    { text: "Add the bot to the teams whose people may write to it, and to the channels in which it is to be called" },
    { text: "Mattermost's server posts taps on buttons to this address, which nobody has to enter", copy: url },
  ];
  if (!isInside(host)) return steps;
  return [
    ...steps,
    {
      text: "This address is in an own network: allow it (System Console, Environment, Developer, Allow untrusted internal connections)",
      copy: host,
    },
  ];
}

/** Whether the bot would work. With `live` it asks Mattermost. */
export async function check(settings: MattermostSettings, { live, fetch }: CheckContext): Promise<CheckResult[]> {
  if (!live) return [];
  const { serverUrl, botToken } = settings;
  const access = { serverUrl, token: botToken, fetch };
  const signal = AbortSignal.timeout(20_000);
  try {
    const me = await askMe(access, signal);
    const account: CheckResult = me.isBot
      ? { level: "ok", title: `Mattermost knows the token, of the bot @${me.username}` }
      : {
          level: "warning",
          title: `The token is of @${me.username}, which is no bot account`,
          fix: "Add a bot account (Integrations, Bot Accounts), and take its token.",
        };
    return [
      account,
      ...(await checkTeams(access, signal)),
      ...(await checkVersion(access, signal)),
      await checkSocket(access, signal),
    ];
  } catch (error) {
    return [failed(error)];
  }
}

async function checkTeams(access: MattermostAccess, signal: AbortSignal): Promise<CheckResult[]> {
  const teams = asList(await callMattermost(access, { method: "GET", path: "users/me/teams", signal }));
  if (teams.length > 0) return [];
  const fix = "Add the bot to a team: nobody finds it else.";
  return [{ level: "warning", title: "The bot is in no team", fix }];
}

async function checkVersion(access: MattermostAccess, signal: AbortSignal): Promise<CheckResult[]> {
  const { version, hasBlocks } = await askFacts(access, signal);
  return [{ level: "ok", title: `Mattermost ${version}: buttons are sent as ${hasBlocks ? "blocks" : "attachments"}` }];
}

async function checkSocket(access: MattermostAccess, signal: AbortSignal): Promise<CheckResult> {
  const nothing = { read: async () => undefined, called: () => undefined, failed: () => undefined };
  try {
    const dialect = dialectOf(access.token, { warn: () => undefined }, nothing);
    const socket = await whenOpened(await openSocket(addressOf(access), dialect), signal);
    await socket.close();
    return { level: "ok", title: "Mattermost takes the connection" };
  } catch {
    const fix = "Let what stands before Mattermost pass WebSockets of /api/v4/websocket.";
    return { level: "error", title: "Mattermost's server does not take a connection", fix };
  }
}

function failed(error: unknown): CheckResult {
  if (!(error instanceof DeliveryError)) throw error;
  const { kind, code } = error;
  if (kind === "auth")
    return { level: "error", title: `The token is refused (${code})`, fix: "Make a new token for the bot account." };
  if (kind === "rate")
    return { level: "warning", title: "Mattermost is asked too often", fix: "Check again in a minute." };
  if (kind === "unknown" || kind === "transient")
    return {
      level: "error",
      title: "Mattermost cannot be reached",
      fix: "Look at serverUrl, the network and a proxy.",
    };
  return {
    level: "error",
    title: `Mattermost answered ${code}`,
    fix: "Look whether serverUrl is the address of Mattermost.",
  };
}
