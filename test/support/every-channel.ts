import {
  alexa,
  alloMedia,
  appleMessages,
  googleChat,
  jambonz,
  mattermost,
  messenger,
  openai,
  rocketChat,
  slack,
  teams,
  twilioVoice,
  web,
  whatsapp,
  x,
} from "@causerie/server";
import type { ConnectorDefinition } from "@causerie/server/connector";
import { makeAccountKey } from "#support/google-chat/account-key.ts";
import { pageOptions } from "#support/messenger/facebook-page.ts";
import { numberOptions } from "#support/whatsapp/business-number.ts";

/** A channel of ours, ready to render. `page`: its page in docs. */
export type ListedChannel = { readonly title: string; readonly page: string; readonly definition: ConnectorDefinition };

const own = { serverUrl: "http://127.0.0.1:9" };

/** Where people read. A new channel has one line here, or among those of the voice. */
export const channelsOfText: readonly ListedChannel[] = [
  { title: "web", page: "embedding", definition: web({ origins: [] }) },
  { title: "Messenger", page: "messenger", definition: messenger(pageOptions()) },
  { title: "WhatsApp", page: "whatsapp", definition: whatsapp(numberOptions()) },
  { title: "Slack", page: "slack", definition: slack({ botToken: "xoxb-table", signingSecret: "table" }) },
  {
    title: "Teams",
    page: "teams",
    definition: teams({ appId: "8d88f59b-ae61-4300-bec0-caace7d28446", appPassword: "table" }),
  },
  {
    title: "Google Chat",
    page: "google-chat",
    definition: googleChat({ projectNumber: "1", serviceAccountKey: makeAccountKey() }),
  },
  { title: "Mattermost", page: "mattermost", definition: mattermost({ ...own, botToken: "table" }) },
  {
    title: "Rocket.Chat",
    page: "rocketchat",
    definition: rocketChat({ ...own, userId: "b", authToken: "table", webhookToken: "table" }),
  },
  {
    title: "X",
    page: "x",
    definition: x({ userId: "1", consumerSecret: "table", clientId: "table", refreshToken: "table" }),
  },
  {
    title: "Apple Messages",
    page: "apple-messages",
    definition: appleMessages({ mspId: "table", secret: "dGhlIHNlY3JldCBvZiB0aGUgdGFibGU=", businessId: "table" }),
  },
  // Nobody taps there: the client shows what it gets.
  { title: "OpenAI", page: "openai", definition: openai({ key: "a key of the table".replaceAll(" ", "-") }) },
];

/** Where people listen. */
export const channelsOfVoice: readonly ListedChannel[] = [
  { title: "Alexa", page: "alexa", definition: alexa({ skillId: "amzn1.ask.skill.table" }) },
  { title: "Twilio", page: "twilio-voice", definition: twilioVoice({ authToken: "table" }) },
  { title: "jambonz", page: "jambonz", definition: jambonz({ webhookSecret: "table" }) },
  { title: "Allo-Media", page: "allo-media", definition: alloMedia({ user: "table", password: "table-table" }) },
];

export const everyChannel: readonly ListedChannel[] = [...channelsOfText, ...channelsOfVoice];
