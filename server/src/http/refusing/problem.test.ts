import { once } from "node:events";
import express from "express";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createProblemHandler } from "./problem.ts";

test("what fails while the server goes down is answered 503, so that the peer comes again, and 500 before", async () => {
  let isClosing = false;
  const app = express();
  app.get("/", () => {
    throw new Error("the store is closed");
  });
  app.use(createProblemHandler(pino({ level: "silent" }), () => isClosing));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const get = async (): Promise<[number, string | null]> => {
    const response = await fetch(`http://127.0.0.1:${port}/`);
    return [response.status, response.headers.get("retry-after")];
  };
  expect(await get()).toEqual([500, null]);
  isClosing = true;
  expect(await get()).toEqual([503, "1"]);
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});
