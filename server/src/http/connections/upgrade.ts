import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Problem } from "@causerie/protocol";
import { problemHeaders } from "#http/responses.ts";

/** Answers an upgrade with a problem instead of a WebSocket. */
export function refuseUpgrade(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  const headers = Object.entries(problemHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  // The peer may have left already, which is no error of this server.
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `${headers.join("")}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** @returns who takes the upgrade that the request offers; undefined: nobody does. */
export type FindUpgrade = (request: IncomingMessage) => UpgradeListener | undefined;

const claimsOf = new WeakMap<Server, FindUpgrade[]>();

/**
 * Takes the WebSockets that `find` claims, and no other request: what else offers an upgrade (`h2c` of Java's client, say)
 * is answered as if it had not, unless the application takes upgrades of its own. Those of the application and ours never
 * meet, whichever was attached first: a `ws` or Socket.IO server answers 400 to, or cuts, all that is not on its path.
 */
export function claimUpgrades(server: Server, find: FindUpgrade): void {
  const known = claimsOf.get(server);
  if (known !== undefined) {
    known.push(find);
    return;
  }
  const claims = [find];
  claimsOf.set(server, claims);
  const claimantOf: FindUpgrade = (request) => {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") return undefined;
    for (const claim of claims) {
      const claimant = claim(request);
      if (claimant !== undefined) return claimant;
    }
    return undefined;
  };
  decideByRequest(server, claimantOf);
  keepApart(server, claimantOf);
}

/** What Node asks before it makes an upgrade of a request. Its own rule: somebody listens to upgrades. */
type Decision = { shouldUpgradeCallback(request: IncomingMessage): boolean };

function decideByRequest(server: Server, claimantOf: FindUpgrade): void {
  const decision = server as Server & Decision;
  const before = decision.shouldUpgradeCallback.bind(server);
  // Node emits no upgrade on a server without a listener.
  server.on("upgrade", nobody);
  decision.shouldUpgradeCallback = (request) =>
    claimantOf(request) !== undefined || (server.listenerCount("upgrade") > 1 && before(request));
}

function nobody(): void {
  // `keepApart` has given the upgrade to its claimant already.
}

function keepApart(server: Server, claimantOf: FindUpgrade): void {
  const emit = server.emit.bind(server) as (event: string | symbol, ...facts: unknown[]) => boolean;
  server.emit = ((event: string | symbol, ...facts: unknown[]): boolean => {
    if (event !== "upgrade") return emit(event, ...facts);
    const [request, socket, head] = facts as Parameters<UpgradeListener>;
    const claimant = claimantOf(request);
    if (claimant === undefined) return emit(event, ...facts);
    claimant(request, socket, head);
    return true;
  }) as Server["emit"];
}

/** Runs `attach`, which puts its listeners on the server, and takes those for upgrades away again. */
export function takeUpgradeListeners(server: Server, attach: () => void): UpgradeListener[] {
  const before = new Set(server.rawListeners("upgrade"));
  attach();
  const added = server.rawListeners("upgrade").filter((listener) => !before.has(listener)) as UpgradeListener[];
  for (const listener of added) server.off("upgrade", listener);
  return added;
}

export function pathOf({ url = "" }: IncomingMessage): string {
  const mark = url.indexOf("?");
  return mark < 0 ? url : url.slice(0, mark);
}
