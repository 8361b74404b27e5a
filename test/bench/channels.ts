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
  whatsapp,
  x,
} from "@causerie/server";
import { text } from "@causerie/server/bot/authoring/messages.ts";
import { direct } from "@causerie/server/channel/address.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import { type ConnectorDefinition, startConnectorTest } from "@causerie/server/connector";
import { makeAccountKey } from "#support/google-chat/account-key.ts";
import { pageOptions } from "#support/messenger/facebook-page.ts";
import { numberOptions } from "#support/whatsapp/business-number.ts";
import { median } from "./median.ts";

/** `answer`: what the platform says to each call. `userOf`: another person for each message. `route`: what their address has besides. */
type Channel = {
  definition: ConnectorDefinition;
  userOf: (round: number) => string;
  answer: object;
  route?: Readonly<Record<string, string>>;
};

const channels: readonly Channel[] = [
  { definition: messenger(pageOptions()), userOf: String, answer: { message_id: "m_1" } },
  {
    definition: whatsapp(numberOptions()),
    userOf: (round) => `FR.${round}`,
    answer: { messages: [{ id: "wamid.1" }] },
  },
  {
    definition: slack({ botToken: "xoxb-bench", signingSecret: "bench" }),
    userOf: (round) => `U0${round}`,
    answer: { ok: true, channel: "D0BENCH", ts: "1800000000.000100" },
  },
  {
    definition: teams({ appId: "8d88f59b-ae61-4300-bec0-caace7d28446", appPassword: "bench" }),
    userOf: (round) => `29:${round}`,
    // Of the sign-in and of Teams.
    answer: { access_token: "bench", expires_in: 3_600, id: "1800000000000" },
    route: { serviceUrl: "https://smba.trafficmanager.net/emea/", conversation: "a:1" },
  },
  {
    definition: googleChat({ projectNumber: "1", serviceAccountKey: makeAccountKey() }),
    userOf: String,
    // Of the sign-in and of Chat.
    answer: { access_token: "bench", expires_in: 3_600, name: "spaces/A/messages/B" },
    route: { space: "A" },
  },
  {
    definition: mattermost({ serverUrl: "http://127.0.0.1:9", botToken: "bench" }),
    userOf: (round) => String(round).padStart(26, "u"),
    answer: { id: "b".repeat(26), username: "bench", Version: "11.10.0" },
  },
  {
    definition: rocketChat({ serverUrl: "http://127.0.0.1:9", userId: "b", authToken: "bench", webhookToken: "bench" }),
    userOf: String,
    answer: { success: true, user: { username: "bench" }, room: { _id: "r" }, message: { _id: "m" } },
  },
  {
    definition: x({
      userId: "1",
      consumerSecret: "bench",
      clientId: "bench",
      refreshToken: "bench",
      monthlyCapDollars: 1_000,
    }),
    userOf: String,
    // Of the tokens and of the message.
    answer: { access_token: "bench", refresh_token: "bench", expires_in: 7_200, data: { dm_event_id: "1" } },
  },
  {
    definition: appleMessages({ mspId: "bench", secret: "dGhlIHNlY3JldCBvZiB0aGUgYmVuY2g=", businessId: "bench" }),
    userOf: (round) => `urn:mbid:${round}`,
    answer: {},
  },
  { definition: alexa({ skillId: "amzn1.ask.skill.bench" }), userOf: String, answer: {} },
  { definition: twilioVoice({ authToken: "bench" }), userOf: String, answer: {} },
  { definition: jambonz({ webhookSecret: "bench" }), userOf: String, answer: {} },
  { definition: alloMedia({ user: "bench", password: "bench-bench" }), userOf: String, answer: {} },
  // Nothing is sent there: a request is answered with what was rendered.
  { definition: openai({ key: "a key of the benchmark".replaceAll(" ", "-") }), userOf: String, answer: {} },
];

const warmUp = 200;
const rounds = 1_000;
const links = ["One", "Two", "Three"].map((label) => ({ label, to: encodeLink("choice", { label }) }));
const message = text("**Which** of these? `Zone A` or [another](https://www.example.com/zones)", { buttons: links });

/** CPU time of a message from the story's words to the platform, which answers at once: rendered and delivered. @returns lines. */
export async function measureChannels(): Promise<string[]> {
  const lines: string[] = [];
  for (const { definition, userOf, answer, route } of channels) {
    await using host = await startConnectorTest(definition, { fetch: async () => Response.json(answer) });
    const { connector } = host;
    const micros: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const address = { ...direct(userOf(round)), ...(route === undefined ? {} : { route }) };
      const before = process.cpuUsage();
      for (const payload of connector.render(message).payloads) {
        if (connector.delivery === "log") continue;
        const delivery = {
          id: `ob_${round}`,
          connectorId: connector.id,
          conversationId: "c",
          address,
          payload,
          attempt: 1,
        };
        // A voice answers in its response: there is nothing to deliver.
        if (connector.delivery === "push") await connector.deliver(delivery, AbortSignal.timeout(30_000));
      }
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUp) micros.push(user + system);
    }
    const sorted = micros.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    lines.push(
      `${connector.channel.padEnd(14)} median ${(median(micros) / 1000).toFixed(2)} ms CPU, 95 % below ${(p95 / 1000).toFixed(2)} ms`,
    );
  }
  return lines;
}
