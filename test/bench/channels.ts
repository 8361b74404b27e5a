import { type ConnectorDefinition, ordinaryMessages, startConnectorTest } from "@causerie/server/connector";
import { slack } from "@causerie/server";
import { median } from "./median.ts";

/** A channel that is handed payloads, and what its platform answers to each. */
const channels: readonly { name: string; definition: ConnectorDefinition; user: string; answer: object }[] = [
  {
    name: "slack",
    definition: slack({ botToken: "xoxb-bench", signingSecret: "bench" }),
    user: "U0BENCH",
    answer: { ok: true, channel: "D0BENCH", ts: "1800000000.000100" },
  },
];

const warmUp = 50;
const rounds = 300;

/** CPU time to render a message and to hand its payloads to the platform, which answers at once. @returns lines. */
export async function measureChannels(): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, definition, user, answer } of channels) {
    await using host = await startConnectorTest(definition, { fetch: async () => Response.json(answer) });
    const micros: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const before = process.cpuUsage();
      for (const message of ordinaryMessages) {
        for (const payload of host.connector.render(message).payloads) {
          const delivery = {
            id: `ob_${round}`,
            connectorId: name,
            conversationId: "c",
            address: { user, scope: "direct" as const },
            payload,
            attempt: 1,
          };
          await host.connector.deliver(delivery, AbortSignal.timeout(10_000));
        }
      }
      const { user: own, system } = process.cpuUsage(before);
      if (round >= warmUp) micros.push((own + system) / ordinaryMessages.length);
    }
    lines.push(
      `${name.padEnd(10)} median ${(median(micros) / 1_000).toFixed(2)} ms CPU for a message (${rounds} rounds of ${ordinaryMessages.length} kinds)`,
    );
  }
  return lines;
}
