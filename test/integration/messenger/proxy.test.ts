import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger, story } from "@causerie/server";
import { fetchFile } from "@causerie/server/channel/kit/fetch-file.ts";
import { useProxy } from "@causerie/server/app/outgoing-proxy.ts";
import { expect, test } from "vitest";
import { listen } from "#support/listen.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** A machine that reaches the internet through a proxy only. */

/** A proxy that tunnels to this machine whatever is asked for, and remembers it. */
async function startProxy() {
  const asked: { host: string; user: string }[] = [];
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on("connect", ({ url = "", headers }: IncomingMessage, socket) => {
    const user = Buffer.from(headers["proxy-authorization"]?.slice("Basic ".length) ?? "", "base64").toString();
    asked.push({ host: url, user });
    const upstream = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://bot:p%40ss-word@127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await Promise.race([once(server, "close"), new Promise((resolve) => setTimeout(resolve, 200))]);
    },
  };
}

const bot = createBot({ stories: [story("hi", { keywords: ["hi"] }).handle(() => "hello")], fallback: () => "?" });

async function answerThrough(settings: {
  proxy?: string;
  noProxy?: string;
}): Promise<{ text: string | undefined; log: string }> {
  await using graph = await startFakeGraph(metaPage);
  const { logger, printed } = collectLogLines("debug");
  const connectors = [messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl })];
  await using server = await startTestServer({ bot, connectors, ...settings }, { logger });
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  const ana = graph.user("2001");
  await ana.say("hi");
  await server.idle();
  return { text: graph.sent(ana.psid).at(-1)?.text, log: printed() };
}

test("the platform is called through the proxy that the operator names, and its password is not logged", async () => {
  await using proxy = await startProxy();
  // The stand-in for Meta is on this machine, which is called directly unless it is said otherwise.
  const { text, log } = await answerThrough({ proxy: proxy.url, noProxy: "elsewhere.example,localhost" });
  expect(text).toBe("hello");
  expect(proxy.asked[0]).toMatchObject({
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    user: "bot:p@ss-word",
  });
  expect(log).not.toContain("ss-word");
  // What was set for this server ends with it.
  const before = proxy.asked.length;
  expect((await answerThrough({})).text).toBe("hello");
  expect(proxy.asked).toHaveLength(before);
});

test("this machine is called directly, and so are hosts that are named", async () => {
  await using proxy = await startProxy();
  expect((await answerThrough({ proxy: proxy.url })).text).toBe("hello");
  expect((await answerThrough({ proxy: proxy.url, noProxy: "127.0.0.1,localhost" })).text).toBe("hello");
  expect(proxy.asked).toEqual([]);
});

test("files of people come through the proxy, which looks up their host", async () => {
  await using proxy = await startProxy();
  using _ = useProxy(proxy.url);
  const resolve = (() => {
    throw new Error("it was looked up here");
  }) as never;
  const rules = { hosts: ["*.fbcdn.net"], maxBytes: 10, resolve };
  const signal = AbortSignal.timeout(5_000);
  // There is no such server behind the proxy; that it was asked is what counts.
  await expect(fetchFile("https://scontent.fbcdn.net/a.png", rules, signal)).rejects.toMatchObject({
    reason: "unreachable",
  });
  expect(proxy.asked.map(({ host }) => host)).toEqual(["scontent.fbcdn.net:443"]);
  await expect(fetchFile("https://evil.example/a.png", rules, signal)).rejects.toMatchObject({ reason: "refused" });
  expect(proxy.asked).toHaveLength(1);
});

test("without a proxy a file's host is looked up here, and a host that a proxy leaves out, too", async () => {
  const looked: string[] = [];
  const resolve = ((name: string, _options: object, answer: (error: null, found: object[]) => void) => {
    looked.push(name);
    answer(null, [{ address: "10.0.0.1", family: 4 }]);
  }) as never;
  const rules = { hosts: ["*.fbcdn.net"], maxBytes: 10, resolve };
  const get = () => fetchFile("https://scontent.fbcdn.net/a.png", rules, AbortSignal.timeout(5_000));
  await expect(get()).rejects.toMatchObject({ reason: "refused" });
  await using proxy = await startProxy();
  using _ = useProxy(proxy.url, ".fbcdn.net");
  await expect(get()).rejects.toMatchObject({ reason: "refused" });
  expect(looked).toEqual(["scontent.fbcdn.net", "scontent.fbcdn.net"]);
  expect(proxy.asked).toEqual([]);
});
