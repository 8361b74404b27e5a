import { once } from "node:events";
import { connect } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import express, { type ErrorRequestHandler } from "express";
import { expect, test } from "vitest";
import { webhook } from "./webhook.ts";

test("a body that goes on far beyond the limit is refused before it ends", async () => {
  const app = express();
  app.use(webhook(async () => ({ status: 200 }), { maxBytes: 1_000 }));
  // As the server does; Express itself would read the rest of the request first.
  app.use(((error: { status: number }, _request, response, _next) => {
    response.sendStatus(error.status);
  }) satisfies ErrorRequestHandler);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (bytes) => (answer += bytes.toString()));
  // The server ends it while we write.
  socket.on("error", () => undefined);
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  for (let sent = 0; sent < 18; sent += 1) socket.write(chunk);
  await expect.poll(() => answer, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/^connection: close\r$/im);
  socket.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

test("a packed body is refused, unless the handler unpacks it: then it comes as it was sent, with what it is packed by", async () => {
  const app = express();
  const read = webhook(
    async ({ body, header }) => ({ status: 200, body: `${header("content-encoding")} ${gunzipSync(body).toString()}` }),
    { packed: true },
  );
  app.use("/packed", read);
  app.use(
    "/plain",
    webhook(async () => ({ status: 200 })),
  );
  app.use(((error: { status: number }, _request, response, _next) => {
    response.sendStatus(error.status);
  }) satisfies ErrorRequestHandler);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const post = (path: string): Promise<Response> => {
    const headers = { "content-encoding": "gzip", "content-type": "application/json" };
    return fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body: new Uint8Array(gzipSync("hi")) });
  };
  expect(await (await post("/packed")).text()).toBe("gzip hi");
  expect((await post("/plain")).status).toBe(415);
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});
