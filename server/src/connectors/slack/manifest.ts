import type { SlackSettings } from "./options.ts";

/** What the bot may do, and what each scope is for. */
export const scopes: Readonly<Record<string, string>> = {
  "app_mentions:read": "is called by its name in a channel",
  "channels:history": "reads the threads of public channels in which it is",
  "chat:write": "answers",
  commands: "has slash commands",
  "files:read": "reads the files that people send",
  "files:write": "sends files",
  "groups:history": "reads the threads of private channels in which it is",
  "im:history": "reads what people write to it",
  "im:write": "begins a conversation",
  "mpim:history": "reads the threads of group conversations in which it is",
  "reactions:read": "learns of reactions",
  "users:read": "knows the names of people, when a story asks",
};

/** Without these nobody gets an answer. The others bring one thing each. */
export const neededScopes: readonly string[] = ["chat:write", "im:history"];

const events = [
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "message.channels",
  "message.groups",
  "message.im",
  "message.mpim",
  "reaction_added",
  "reaction_removed",
  "tokens_revoked",
];

/** The app as Slack makes it from data (docs.slack.dev/reference/app-manifest). */
export function manifestOf({ appToken, commands }: Pick<SlackSettings, "appToken" | "commands">, url: string): object {
  const isSocket = appToken !== undefined;
  const address = isSocket ? {} : { request_url: url };
  return {
    display_information: { name: "Causerie" },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "causerie", always_online: true },
      ...(commands.length === 0
        ? {}
        : { slash_commands: commands.map((command) => toCommand(command, isSocket ? undefined : url)) }),
    },
    oauth_config: {
      scopes: { bot: Object.keys(scopes).filter((scope) => scope !== "commands" || commands.length > 0) },
    },
    settings: {
      event_subscriptions: { ...address, bot_events: events },
      interactivity: { is_enabled: true, ...address },
      org_deploy_enabled: false,
      socket_mode_enabled: isSocket,
    },
  };
}

function toCommand(command: string, url: string | undefined): object {
  return {
    command,
    description: "Ask the bot",
    usage_hint: "what you want to know",
    should_escape: true,
    ...(url === undefined ? {} : { url }),
  };
}
