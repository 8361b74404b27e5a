import type { CheckContext, CheckResult, SetupStep } from "#channel/connector-definition.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asList, asText } from "#channel/kit/json-with-ids.ts";
import type { RocketChatSettings } from "./options.ts";
import { callRocketChat } from "./send/call-rocketchat.ts";

export function setup({ id, path, serverUrl, livechatToken }: RocketChatSettings, publicUrl: string): SetupStep[] {
  const url = `${publicUrl.replace(/\/$/, "")}${path}`;
  const steps: SetupStep[] = [
    { text: `Rocket.Chat connector "${id}": Rocket.Chat posts to this server` },
    { text: "Make an account for the bot, with the role bot (Workspace, Users)", url: `${serverUrl}/admin/users` },
    {
      text: "Sign in as the bot, and make a personal access token that ignores two factors (My Account, Personal Access Tokens)",
    },
    {
      text: "Make an outgoing webhook for the event Message Sent, with the bot's @name and the rooms in which it is to be called as its channels, and this address. Copy its token",
      copy: url,
      url: `${serverUrl}/admin/integrations/new/outgoing`,
    },
    {
      text: "For files make another one for the event File Uploaded, with the same channels, address and token",
      copy: url,
    },
  ];
  if (livechatToken === undefined) return steps;
  return [
    ...steps,
    { text: "Make the bot an agent of Omnichannel (Omnichannel, Agents)", url: `${serverUrl}/omnichannel/agents` },
    {
      text: "Enter this address and the secret token (Omnichannel, Webhooks), for Chat Start, Chat Close, Chat Taken, Visitor Messages and Agent Messages",
      copy: `${url}/omnichannel`,
      url: `${serverUrl}/omnichannel/webhooks`,
    },
  ];
}

/** Whether the bot would work. With `live` it asks Rocket.Chat. */
export async function check(settings: RocketChatSettings, { live, fetch }: CheckContext): Promise<CheckResult[]> {
  if (!live) return [];
  const access = { ...settings, fetch, now: Date.now };
  try {
    const me = await callRocketChat(access, { method: "GET", path: "me", signal: AbortSignal.timeout(15_000) });
    const name = asText(me["username"]) ?? "";
    const known: CheckResult = { level: "ok", title: `Rocket.Chat knows the token, of @${name}` };
    if (asList(me["roles"]).includes("bot")) return [known];
    const fix = "Give it the role bot (Workspace, Users).";
    return [
      known,
      { level: "warning", title: `@${name} has not the role bot, and may send ten messages in a minute`, fix },
    ];
  } catch (error) {
    return [failed(error)];
  }
}

function failed(error: unknown): CheckResult {
  if (!(error instanceof DeliveryError)) throw error;
  const { kind, code } = error;
  if (kind === "auth")
    return {
      level: "error",
      title: `The token is refused (${code})`,
      fix: "Make a new personal access token, and enter its user id, too.",
    };
  if (kind === "rate")
    return { level: "warning", title: "Rocket.Chat is asked too often", fix: "Check again in a minute." };
  if (kind === "unknown" || kind === "transient")
    return {
      level: "error",
      title: "Rocket.Chat cannot be reached",
      fix: "Look at serverUrl, the network and a proxy.",
    };
  return {
    level: "error",
    title: `Rocket.Chat answered ${code}`,
    fix: "Look whether serverUrl is the address of Rocket.Chat.",
  };
}
