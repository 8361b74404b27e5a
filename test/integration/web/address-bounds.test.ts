import { connect } from "node:net";
import { problemOf } from "@causerie/server/http/refusing/problem.ts";
import { RequestError } from "@causerie/server/app/errors.ts";
import { expect, onTestFinished, test, vi } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

test("all visitors of one address have so many lines, over streams and sockets, and one that ends makes room", async () => {
  await using host = await startWebHost({ connectors: [{ maxSocketsPerAddress: 3 }] });
  const visitors = await Promise.all(Array.from({ length: 5 }, () => RestClient.start(`${host.url}/web`)));
  const [first, second, third, fourth, fifth] = visitors as [
    RestClient,
    RestClient,
    RestClient,
    RestClient,
    RestClient,
  ];
  using _one = await first.stream();
  using _two = await new SocketClient(second).connected();
  const three = await third.stream();
  expect(await refusalOf(new SocketClient(fourth))).toMatchObject({ code: "too_many_connections" });
  expect((await fifth.events("?wait=5")).status).toBe(429);
  expect((await fifth.send("1", "hello")).status).toBe(202);
  three[Symbol.dispose]();
  await expect.poll(() => refusalOf(new SocketClient(fourth))).toBeUndefined();
});

test("a refused socket that does not answer its closing is cut within seconds", async () => {
  await using host = await startWebHost();
  const { hostname, port } = new URL(host.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.write(
    "GET /web/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await new Promise((resolve) => socket.once("data", resolve));
  const begun = performance.now();
  socket.write(Buffer.concat([Buffer.from([0x81, 0x84, 0, 0, 0, 0]), Buffer.from("40{}")]));
  socket.resume();
  await new Promise((resolve) => socket.once("close", resolve));
  expect(performance.now() - begun).toBeLessThan(8_000);
});

test("refusals without end are two lines a minute and kind", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { logger, lines } = collectLogLines("info");
  const asked = (count: number) => ({
    kind: { method: "GET" },
    one: { requestId: `request-${count}`, path: `/${count}` },
  });
  for (let count = 0; count < 20_000; count += 1) {
    problemOf(new RequestError("rate_limited", "wait"), logger, asked(count));
    problemOf(
      new RequestError("origin_not_allowed", "no", { facts: { origin: `https://${count}.test` } }),
      logger,
      asked(count),
    );
  }
  expect(lines.length).toBeLessThan(110);
  vi.advanceTimersByTime(61_000);
  expect(lines.length).toBeLessThan(220);
  expect(lines).toContainEqual(expect.objectContaining({ code: "rate_limited", more: 19_999 }));
});
