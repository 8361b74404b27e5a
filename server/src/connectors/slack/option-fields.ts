import type { OptionSchema } from "#channel/options-schema.ts";

const text = "string" as const;
/** A line break in a token would break the header that carries it; a blank is a mistake in copying. */
const token = { type: text, pattern: "\\S+" };

/** The options of the connector as data, by their names. */
export const fields = {
  id: {
    ...token,
    title: "Id",
    description: "names this connector in the store and the logs",
    default: "slack",
    mustBe: "a name without spaces",
  },
  path: {
    title: "Path",
    description: "where Slack posts events, taps and commands",
    type: text,
    pattern: "(/[A-Za-z0-9_-]+)+",
    default: "/slack",
    mustBe: 'a path such as "/slack": a slash, then letters, digits, - and _',
  },
  botToken: {
    type: text,
    pattern: "xoxb-\\S+",
    title: "Bot token",
    description: "begins with xoxb- (OAuth & Permissions, after the app was installed)",
    writeOnly: true,
    mustBe: "the bot's token, which begins with xoxb- (OAuth & Permissions)",
  },
  signingSecret: {
    ...token,
    type: [text, "array"],
    items: { ...token, title: "Signing secret", mustBe: "a signing secret (Basic Information, App Credentials)" },
    title: "Signing secret",
    description:
      "of the app, or a list while it is being replaced (Basic Information, App Credentials); not needed with Socket Mode",
    writeOnly: true,
    mustBe: "the app's signing secret, or a list of them (Basic Information, App Credentials)",
  },
  appToken: {
    type: text,
    pattern: "xapp-\\S+",
    title: "App token",
    description:
      "begins with xapp-, with the scope connections:write (Basic Information, App-Level Tokens): switches Socket Mode on, for servers that Slack cannot reach",
    writeOnly: true,
    mustBe: "an app-level token, which begins with xapp- (Basic Information, App-Level Tokens)",
  },
  teamId: {
    type: text,
    pattern: "[TE][A-Z0-9]{2,30}",
    title: "Workspace",
    description:
      "begins with T; events of other workspaces in which the same app is installed are left alone. Default: all",
    mustBe: "the id of a workspace, which begins with T",
  },
  locale: {
    type: text,
    title: "Language",
    description: "BCP 47 tag of the language that people write in, if it is one",
    mustBe: 'a language tag such as "en" or "fr-CA"',
  },
  commands: {
    type: "array",
    items: {
      type: text,
      pattern: "/[a-z0-9_-]{1,31}",
      title: "Command",
      mustBe: "a command such as /snow: a slash, then small letters, digits, - and _",
    },
    title: "Commands",
    description: "slash commands for the app's manifest, e.g. /snow. Every command that Slack sends is answered",
    default: [],
    mustBe: "a list of commands such as /snow",
  },
  maxAgeMinutes: {
    type: "integer",
    minimum: 1,
    maximum: 1_440,
    title: "Longest wait",
    description: "for how many minutes an answer is worth sending while Slack takes none",
    default: 30,
    mustBe: "a number of minutes from 1 to 1440",
  },
  apiUrl: {
    type: text,
    title: "Web API",
    description: "address of Slack's Web API; of GovSlack https://slack-gov.com/api",
    default: "https://slack.com/api",
    mustBe: "an https address without a slash at its end; http is for this machine only",
  },
} as const satisfies Record<string, OptionSchema>;
