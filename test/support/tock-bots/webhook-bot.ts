import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "#support/listen.ts";
import { type Answers, type Asked, responseTo } from "./tock-client.ts";

export type Call = { method: string; path: string; asked: Asked | undefined };

export type WebhookBotOptions = {
  /** What it says of itself; `undefined`: an older bot, which says no version. */
  version?: "V1" | "V2" | "V3";
  stories?: string[];
  answers: Answers;
  /** Answers a call in place of the bot. */
  instead?: (call: Call, response: ServerResponse) => boolean;
};

/** A bot that is called, with the routes of the published webhook. */
export async function startWebhookBot({ version, stories = ["weather"], answers, instead }: WebhookBotOptions) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const call = { method: request.method ?? "", path: request.url ?? "", asked: await askedBy(request) };
      calls.push(call);
      if (instead?.(call, response) === true) return;
      if (call.path === "/healthcheck") response.end();
      else if (call.asked?.configuration === true) {
        const configuration = { ...(version === undefined ? {} : { version }), stories: stories.map(toStory) };
        response.end(JSON.stringify({ requestId: call.asked.requestId, botConfiguration: configuration }));
      } else if (call.asked?.botRequest !== undefined) {
        const { requestId, botRequest } = call.asked;
        const answer = await answers(botRequest, requestId);
        if (answer === undefined) return;
        const body = JSON.stringify(responseTo(requestId, botRequest, answer));
        if (call.path === "/webhook") return response.end(body);
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("event: ping\ndata: 1\n\n");
        for (const message of answer.messages.slice(0, -1)) {
          const part = responseTo(requestId, botRequest, { messages: [message], context: { lastResponse: false } });
          response.write(`event: message\ndata: ${JSON.stringify(part)}\n\n`);
        }
        const last = responseTo(requestId, botRequest, { ...answer, messages: answer.messages.slice(-1) });
        response.write(`event: message\r\ndata: ${JSON.stringify(last)}\r\n\r\n`);
      } else response.writeHead(400).end();
    })();
  });
  const url = await listen(server);
  return {
    url,
    calls,
    /** The calls that were turns of somebody. */
    turns: () => calls.filter(({ asked }) => asked?.botRequest !== undefined),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toStory(name: string) {
  return { mainIntent: name, name };
}

async function askedBy(request: IncomingMessage): Promise<Asked | undefined> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { message } = request.headers;
  const text = typeof message === "string" ? message : body;
  return text === "" ? undefined : (JSON.parse(text) as Asked);
}
