import { createServer } from "node:http";
import type { BotHost } from "@causerie/server/bot/bot-host.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { listen } from "#support/listen.ts";

export type RemoteBot = AsyncDisposable & { runtime: (host: BotHost) => BotRuntime };

/** A bot behind HTTP: it is sent a text, or the type of any other event, and answers with texts; undefined: it is down. */
export async function startRemoteBot(answer: (said: string) => string[] | undefined): Promise<RemoteBot> {
  const server = createServer((request, response) => {
    let said = "";
    request.on("data", (chunk: Buffer) => void (said += chunk.toString()));
    request.on("end", () => {
      const texts = answer(said);
      if (texts === undefined) response.writeHead(503).end();
      else response.end(JSON.stringify(texts));
    });
  });
  const url = await listen(server);
  return {
    runtime: (host) => remoteRuntime(url, host),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The least that a runtime can do: it adds no `turn.end` and reports nothing. */
function remoteRuntime(url: string, { turns, now, ...host }: BotHost): BotRuntime {
  return {
    async handle(lease, signal) {
      const response = await fetch(url, { method: "POST", body: saidIn(lease.event), signal });
      if (!response.ok) throw new Error(`the remote bot answered ${response.status}`);
      const texts = (await response.json()) as string[];
      const answer = {
        events: texts.map((text, index) => saying(lease.seq, `${lease.seq}.${index}`, text)),
        deliveries: [],
      };
      await turns.commit(lease, answer, lease.conversation.state, now());
      host.committed(lease.conversation.id, answer);
    },
    apologize: ({ seq }) => ({ events: [saying(seq, `${seq}.sorry`, "The bot is away.")], deliveries: [] }),
  };
}

function saidIn({ content }: InboundEvent): string {
  return content.type === "text" ? content.text : content.type;
}

function saying(of: number, key: string, text: string) {
  const message = { type: "text" as const, text, buttons: [], quickReplies: [] };
  return { key, body: { type: "message" as const, messageId: key, author: { role: "bot" as const }, message, of } };
}
