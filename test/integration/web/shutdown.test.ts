import { connect } from "node:net";
import { expect, test } from "vitest";
import { upgradeHeaders } from "#support/web/upgrade-headers.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { callRaw, RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

test("a server that goes down says bye on every connection, and accepts no new ones", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  using stream = await visitor.stream();
  const poll = visitor.events("?wait=20");
  // Once this is answered, the poll is waiting.
  await visitor.snapshot();
  const said = socket.once("bye");
  const gone = socket.once("disconnect");
  await host.stopConnectors();

  const bye = { inMs: expect.any(Number) };
  expect(await said).toEqual(bye);
  // Not "io server disconnect", after which a client would stay away.
  expect(await gone).toBe("transport close");
  expect(await stream.named("bye")).toEqual(bye);
  expect(await stream.next()).toBeUndefined();
  const refused = { status: 503, body: { code: "unavailable", retryable: true } };
  expect(await poll).toMatchObject(refused);
  const late = await visitor.send("a", "too late");
  expect(late).toMatchObject(refused);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
  await expect(new SocketClient(visitor).connected()).rejects.toThrow(/websocket error/);
});

test("a server can go down while a peer does not read its bye", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const socket = await new SocketClient(visitor).connected();
  const open = new Promise<void>((resolve) =>
    host.server.once("connection", (socket) => socket.once("data", () => resolve())),
  );
  const url = new URL(host.url);
  const mute = connect(Number(url.port), url.hostname);
  mute.write(
    "GET /web/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  mute.pause();
  mute.on("error", () => undefined);
  await open;
  await host.stopConnectors();
  mute.destroy();
  expect(socket.socket.connected).toBe(false);
});

test("an upgrade on another path is left to its owner, also after a while", async () => {
  await using host = await startWebHost({ connectors: [{}, { id: "help", path: "/help" }] });
  host.server.on("upgrade", (request, socket) => {
    // Longer than the second after which Engine.IO would cut what is not its own.
    if (request.url !== "/other") return;
    setTimeout(() => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"), 1200);
  });
  expect((await callRaw(`${host.url}/other`, { headers: upgradeHeaders })).status).toBe(200);
});
