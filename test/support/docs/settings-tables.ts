import type { OptionSchema, OptionsSchema } from "@causerie/server/channel/options-schema.ts";
import { type SettingSchema, settings } from "@causerie/server/config/schema.ts";
import { optionsSchema as mattermostOptions } from "@causerie/server/connectors/mattermost/options.ts";
import { optionsSchema as alexaOptions } from "@causerie/server/connectors/alexa/options.ts";
import { optionsSchema as alloMediaOptions } from "@causerie/server/connectors/allo-media/options.ts";
import { optionsSchema as appleMessagesOptions } from "@causerie/server/connectors/apple-messages/options.ts";
import { optionsSchema as googleChatOptions } from "@causerie/server/connectors/google-chat/options.ts";
import { optionsSchema as jambonzOptions } from "@causerie/server/connectors/jambonz/options.ts";
import { optionsSchema as messengerOptions } from "@causerie/server/connectors/messenger/options.ts";
import { optionsSchema as rocketChatOptions } from "@causerie/server/connectors/rocketchat/options.ts";
import { optionsSchema as openaiOptions } from "@causerie/server/connectors/openai/options.ts";
import { optionsSchema as slackOptions } from "@causerie/server/connectors/slack/options.ts";
import { optionsSchema as teamsOptions } from "@causerie/server/connectors/teams/options.ts";
import { optionsSchema as twilioVoiceOptions } from "@causerie/server/connectors/twilio-voice/options.ts";
import { optionsSchema as xOptions } from "@causerie/server/connectors/x/options.ts";
import { optionsSchema as webOptions } from "@causerie/server/connectors/web/options.ts";

/** The tables of docs/configuration.md, by the name between their markers. */
export function settingsTables(): Record<string, string> {
  return {
    settings: table(
      settings,
      (name, { env }: SettingSchema) => `\`${name}\`${env === undefined ? "" : `, \`${env}\``}`,
    ),
    web: connectorTable(webOptions),
    messenger: connectorTable(messengerOptions),
    openai: connectorTable(openaiOptions),
    slack: connectorTable(slackOptions),
    teams: connectorTable(teamsOptions),
    "google-chat": connectorTable(googleChatOptions),
    mattermost: connectorTable(mattermostOptions),
    rocketchat: connectorTable(rocketChatOptions),
    x: connectorTable(xOptions),
    "apple-messages": connectorTable(appleMessagesOptions),
    alexa: connectorTable(alexaOptions),
    "twilio-voice": connectorTable(twilioVoiceOptions),
    jambonz: connectorTable(jambonzOptions),
    "allo-media": connectorTable(alloMediaOptions),
  };
}

function connectorTable({ properties, required = [] }: OptionsSchema): string {
  return table(properties, (name) => (required.includes(name) ? `**\`${name}\`**` : `\`${name}\``));
}

function table<Schema extends OptionSchema>(
  properties: Readonly<Record<string, Schema>>,
  nameOf: (name: string, schema: Schema) => string,
): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description, title, mustBe = "", default: usual } = schema;
    return [
      nameOf(name, schema),
      description ?? title,
      mustBe,
      usual === undefined ? "" : `\`${JSON.stringify(usual).replaceAll('"', "")}\``,
    ];
  });
  return aligned([["name", "what it is", "must be", "default"], ...rows]);
}

/** As the formatter aligns tables: it would change every other one. */
export function aligned([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
