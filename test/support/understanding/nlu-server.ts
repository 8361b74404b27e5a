import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { listen } from "#support/listen.ts";

/** How a service can go wrong, whatever it is asked. */
export type NluFault =
  /** Takes the request and says nothing, for ever. */
  | { type: "hang" }
  /** Begins its answer and never ends it. */
  | { type: "hang_in_body" }
  | { type: "slow"; ms: number }
  | { type: "reset" }
  | { type: "reset_in_body" }
  /** Answers with this, and quotes the request in its status line and body as some servers do. */
  | { type: "status"; status: number }
  | { type: "redirect"; to: string }
  /** Answers 200 with this body instead. */
  | { type: "body"; body: string }
  /** Answers 200 and never stops sending. */
  | { type: "flood" };

export type NluCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  /** The request's JSON; undefined: it had none. */
  body: unknown;
};

export type NluReply = { status: number; body: unknown };

export type NluServer = AsyncDisposable & {
  /** E.g. `http://127.0.0.1:41234`. */
  url: string;
  calls: NluCall[];
  /** Callers that are still connected. */
  openCalls(): number;
  /** What goes wrong from now on; undefined: nothing any more. */
  fault: NluFault | undefined;
};

/** A service on a free port of the loopback interface. */
export async function startNluServer(answer: (call: NluCall) => NluReply): Promise<NluServer> {
  const calls: NluCall[] = [];
  const stopped = new AbortController();
  let open = 0;
  const server = createServer((request, response) => {
    // A caller that has hung up is not answered any more.
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    open += 1;
    response.on("close", () => (open -= 1));
    calls.push(call);
    if (self.fault !== undefined && (await misbehave(self.fault, call, response, stopped.signal))) return;
    const { status, body } = answer(call);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  const url = await listen(server);
  const self: NluServer = {
    url,
    calls,
    openCalls: () => open,
    fault: undefined,
    async [Symbol.asyncDispose]() {
      stopped.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return self;
}

async function readCall(request: IncomingMessage): Promise<NluCall> {
  const url = new URL(request.url ?? "/", "http://nlu");
  const text = await readText(request);
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
  };
}

/** @returns whether the call is done with. */
async function misbehave(
  fault: NluFault,
  call: NluCall,
  response: ServerResponse,
  stop: AbortSignal,
): Promise<boolean> {
  const start = (status = 200): ServerResponse => response.writeHead(status, { "content-type": "application/json" });
  switch (fault.type) {
    case "hang":
      return true;
    case "hang_in_body":
      start().write('{"intent":');
      return true;
    case "slow":
      await delay(fault.ms, undefined, { signal: stop });
      return false;
    case "reset":
      response.socket?.resetAndDestroy();
      return true;
    case "reset_in_body":
      start().write('{"intent":', () => response.socket?.resetAndDestroy());
      return true;
    case "status": {
      const quoted = JSON.stringify([call.body, call.authorization, call.query.toString()]);
      response.writeHead(fault.status, quoted.replaceAll(/[^\x20-\x7e]/g, "?"), { "content-type": "application/json" });
      response.end(JSON.stringify({ error: quoted }));
      return true;
    }
    case "redirect":
      response.writeHead(307, { location: fault.to }).end();
      return true;
    case "body":
      start().end(fault.body);
      return true;
    case "flood":
      // A caller who has enough hangs up in the middle.
      await pipeline(flood(), start());
      return true;
  }
}

function* flood(): Generator<string> {
  yield '{"text":"';
  for (;;) yield "x".repeat(16_384);
}
