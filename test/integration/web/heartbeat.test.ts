import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { startWebHost, type WebHost } from "#support/web/web-host.ts";

const heartbeatMs = 150;

/** What an Engine.IO peer gets that answers pings like every other: `2` is a ping, `6` a noop. */
async function packetsOf(host: WebHost, visitor: RestClient, auth: object): Promise<string[]> {
  const { token, conversationId } = visitor.session;
  const socket = new WebSocket(`${host.url.replace("http", "ws")}/web/socket.io/?EIO=4&transport=websocket`);
  onTestFinished(() => socket.close());
  const packets: string[] = [];
  socket.addEventListener("message", ({ data }) => {
    const packet = String(data);
    packets.push(packet);
    if (packet.startsWith("0")) socket.send(`40${JSON.stringify({ token, conversationId, ...auth })}`);
    if (packet === "2") socket.send("3");
  });
  await expect.poll(() => packets.some((packet) => packet.startsWith("40"))).toBe(true);
  return packets;
}

const heartbeats = (packets: readonly string[]): string => packets.filter((packet) => /^[26]$/.test(packet)).join("");

test("every other heartbeat of a socket is a noop for those who know it, and a ping for those who do not", async () => {
  await using host = await startWebHost({ heartbeatMs });
  const visitor = await RestClient.start(`${host.url}/web`);
  const knows = await packetsOf(host, visitor, { noop: true });
  const older = await packetsOf(host, visitor, {});
  await expect.poll(() => heartbeats(knows), { timeout: 5_000 }).toMatch(/(?:26){3}/);
  expect(heartbeats(older)).toMatch(/^2+$/);
  expect(knows[0]).toContain(`"pingInterval":${2 * heartbeatMs}`);
});

test("a socket that does not answer pings is closed, whichever kind it gets", async () => {
  await using host = await startWebHost({ heartbeatMs });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { token, conversationId } = visitor.session;
  const codes = [{ noop: true }, {}].map(async (auth) => {
    const socket = new WebSocket(`${host.url.replace("http", "ws")}/web/socket.io/?EIO=4&transport=websocket`);
    socket.addEventListener("message", ({ data }) => {
      if (String(data).startsWith("0")) socket.send(`40${JSON.stringify({ token, conversationId, ...auth })}`);
    });
    const [event] = (await once(socket, "close")) as [CloseEvent];
    return event.code;
  });
  expect(await Promise.all(codes)).toEqual([1005, 1005]);
});

test("a poll that waits shows life after the time that it names, and keeps its connection", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const { token, conversationId } = visitor.session;
  const { hostname, port } = new URL(host.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let got = "";
  socket.on("data", (bytes) => (got += bytes.toString()));
  const ask = (query: string): boolean =>
    socket.write(
      `GET /web/v1/conversations/${conversationId}/events?${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
  ask("wait=5&heartbeat=1");
  await delay(500);
  expect(got).toBe("");
  await expect.poll(() => got, { timeout: 3_000 }).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\n1\r\n \r\n$/);
  host.log.append(conversationId, botText("one"));
  await expect.poll(() => got).toMatch(/\r\n0\r\n\r\n$/);
  const body = got.slice(got.indexOf("\r\n\r\n") + 4).replaceAll(/^(?:[0-9a-f]+)?\r\n/gm, "");
  expect(JSON.parse(body.slice(0, body.lastIndexOf("}") + 1))).toMatchObject({
    events: [{ message: { text: "one" } }],
    more: false,
  });
  got = "";
  ask("wait=0");
  await expect.poll(() => got).toContain('"one"');
});

test("a wait that ends in a refusal after its head is cut off, and the next request names the refusal", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const waiting = visitor.events("?wait=25&heartbeat=1").catch((error: unknown) => error);
  await delay(1_300);
  await host.stopConnectors();
  expect(await waiting).toBeInstanceOf(TypeError);
  const { status, body } = await visitor.events("?wait=1");
  expect([status, body]).toEqual([503, expect.objectContaining({ code: "unavailable" })]);
});

test.each(["heartbeat=0", "heartbeat=26", "heartbeat=x"])("%s is refused", async (query) => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const { status, body } = await visitor.events(`?wait=1&${query}`);
  expect([status, body]).toMatchObject([400, { code: "invalid_request" }]);
});
