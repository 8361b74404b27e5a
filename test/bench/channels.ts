import { messenger, openai, slack, whatsapp } from "@causerie/server";
import { text } from "@causerie/server/bot/authoring/messages.ts";
import { direct } from "@causerie/server/channel/address.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import { type ConnectorDefinition, startConnectorTest } from "@causerie/server/connector";
import { pageOptions } from "#support/messenger/facebook-page.ts";
import { numberOptions } from "#support/whatsapp/business-number.ts";
import { median } from "./median.ts";

/** `answer`: what the platform says to each call. `userOf`: another person for each message. */
type Channel = { definition: ConnectorDefinition; userOf: (round: number) => string; answer: object };

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
  for (const { definition, userOf, answer } of channels) {
    await using host = await startConnectorTest(definition, { fetch: async () => Response.json(answer) });
    const { connector } = host;
    const micros: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const address = direct(userOf(round));
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
        await connector.deliver(delivery, AbortSignal.timeout(30_000));
      }
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUp) micros.push(user + system);
    }
    const sorted = micros.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    lines.push(
      `${connector.channel.padEnd(10)} median ${(median(micros) / 1000).toFixed(2)} ms CPU, 95 % below ${(p95 / 1000).toFixed(2)} ms`,
    );
  }
  return lines;
}
