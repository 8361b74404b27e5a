import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bot, createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { markedBlock } from "./support/docs/marked-block.ts";
import { freePort } from "./support/listen.ts";
import { caddy, nginx, ReverseProxy } from "./support/network/reverse-proxy.ts";
import { startTestServer } from "./support/server/start-test-server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { waitUntil } from "./support/wait-until.ts";
import { RestClient } from "./support/web/rest-client.ts";
import { SocketClient } from "./support/web/socket-client.ts";

const page = "docs/deploying.md";
/** A bot whose second story waits in the middle of its answer. */
function createSlowBot(gate: Promise<void>): Bot {
  const slowly = story("slowly", { keywords: ["slowly"] }).handle(async function* () {
    yield (async function* () {
      yield "first ";
      await gate;
      yield "second";
    })();
  });
  return createBot({ fallback: () => "Hello", stories: [slowly] });
}

type Ports = { proxy: number; server: number };

/** The blocks of the page with names and ports of this test, and without TLS, which is not ours. */
const adapted = {
  nginx: (block: string, { proxy, server }: Ports): string =>
    block
      .replace("listen 443 ssl;", `listen 127.0.0.1:${proxy};`)
      .replace(/^ *ssl_.*\n/gm, "")
      .replace("127.0.0.1:3000", `127.0.0.1:${server}`),
  caddy: (block: string, { proxy, server }: Ports): string =>
    block.replace(/^\w+\.example\.com/m, `http://127.0.0.1:${proxy}`).replace("127.0.0.1:3000", `127.0.0.1:${server}`),
};

const hostOfNginx = markedBlock(page, "nginx host");
const withPath = (ports: Ports): string => {
  const [head = ""] = hostOfNginx.split("  location / {");
  return adapted.nginx(`${head}${markedBlock(page, "nginx path")}}\n`, ports);
};

const proxies: [what: string, program: string, path: string, start: (ports: Ports) => Promise<ReverseProxy>][] = [
  [
    "nginx, a host of its own",
    nginx,
    "",
    (ports) => ReverseProxy.nginx(adapted.nginx(hostOfNginx, ports), ports.proxy),
  ],
  ["nginx, below a path", nginx, "/chat", (ports) => ReverseProxy.nginx(withPath(ports), ports.proxy)],
  [
    "Caddy, a host of its own",
    caddy,
    "",
    (ports) => ReverseProxy.caddy(adapted.caddy(markedBlock(page, "caddy host"), ports), ports.proxy),
  ],
  [
    "Caddy, below a path",
    caddy,
    "/chat",
    (ports) => ReverseProxy.caddy(adapted.caddy(markedBlock(page, "caddy path"), ports), ports.proxy),
  ],
];

for (const [what, program, path, start] of proxies) {
  test.skipIf(!existsSync(program))(
    `behind ${what}: sockets, streams as they come, files, limits by address`,
    async () => {
      const gate = Promise.withResolvers<void>();
      const ports = { proxy: await freePort(), server: await freePort() };
      const publicUrl = `http://127.0.0.1:${ports.proxy}${path}`;
      await using server = await startTestServer({
        bot: createSlowBot(gate.promise),
        publicUrl,
        port: ports.server,
        trustedProxies: 1,
        connectors: [web({ origins: [], rates: { sessions: { count: 2, seconds: 60 } } })],
      });
      await using _proxy = await start(ports);
      expect((await fetch(`${publicUrl}/health/ready`)).status).toBe(200);

      const client = await RestClient.start(`${publicUrl}/web`);
      using stream = await client.stream();
      using socket = new SocketClient(client);
      await socket.connected();
      await client.send("1", "hello");
      await server.idle();
      expect((await stream.logEvents(2)).map(({ type }) => type)).toEqual(["visitor", "message"]);
      await socket.received(3);

      // A stream that is held back would bring nothing before the story ends.
      await client.send("2", "slowly");
      expect(await waitUntil(() => socket.frames.some((frame) => frame.type === "delta"), 5_000)).toBe(true);
      const delta = await stream.named("frame");
      expect(JSON.stringify(delta)).toMatch(/typing|first/);
      gate.resolve();

      const script = await fetch(`${publicUrl}/causerie.js`, { headers: { "Accept-Encoding": "br" } });
      expect([script.status, script.headers.get("content-encoding")]).toEqual([200, "br"]);
      const large = await client.post("messages", `"${"x".repeat(100_000)}"`);
      expect(large.status).toBe(413);
      expect(JSON.stringify(large.body)).toContain("too_large");

      // The visitor's own X-Forwarded-For is not believed; the proxy's entry counts.
      const from = (address: string) =>
        fetch(`${publicUrl}/web/v1/session`, { method: "POST", headers: { "X-Forwarded-For": address } });
      expect((await from("203.0.113.1")).status).toBe(201);
      expect((await from("203.0.113.2")).status).toBe(429);
    },
  );
}

test.skipIf(!existsSync("/usr/bin/systemd-analyze"))("systemd finds nothing wrong with the service", async () => {
  const file = join(temporaryFolder(), "causerie.service");
  // Its program must exist to be verified.
  writeFileSync(file, markedBlock(page, "systemd").replace("/usr/bin/node", process.execPath));
  const output = await runCommand("systemd-analyze", ["verify", "--man=no", file], { cwd: temporaryFolder() });
  expect(output).not.toContain("causerie.service");
});
