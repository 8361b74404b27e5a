import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { disposableFolder } from "#support/disposable-folder.ts";
import { freePort } from "#support/listen.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { waitUntil } from "#support/wait-until.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

type ClusterProcess = { child: ChildProcess; url: string; workers: () => number[] };

/** A program that serves one port by several workers of `node:cluster`. Each connection goes to the next worker. */
async function startWorkers(count: number): Promise<ClusterProcess> {
  const folder = disposableFolder();
  const port = await freePort();
  const script = join(import.meta.dirname, "../../support/processes/node-cluster-entry.ts");
  const options = { database: testSchema(), data: folder.path, gate: join(folder.path, "gate"), port, count };
  const child = spawn(process.execPath, ["--conditions=causerie-source", script, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void (output += chunk.toString()));
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    folder.remove();
  });
  const workers = (): number[] => Array.from(output.matchAll(/^worker (\d+) listens$/gm), ([, pid]) => Number(pid));
  if (!(await waitUntil(() => workers().length === count, 30_000))) throw new Error(`they did not start: ${output}`);
  return { child, url: `http://127.0.0.1:${port}`, workers };
}

describe.skipIf(sharedPostgres === undefined)("workers of node:cluster on one port and one PostgreSQL", () => {
  test("whoever gets a connection serves it, over every transport, without sticky sessions", async () => {
    const { url } = await startWorkers(3);
    const client = await RestClient.start(`${url}/web`);
    using stream = await client.stream();
    const sockets = Array.from({ length: 4 }, () => new SocketClient(client));
    for (const socket of sockets) onTestFinished(() => socket[Symbol.dispose]());
    await Promise.all(sockets.map((socket) => socket.connected()));
    const poll = client.events("?wait=10");
    for (let at = 0; at < 6; at += 1) {
      const sent = await client.post(
        "messages",
        { clientId: `m${at}`, content: { type: "text", text: `hello ${at}` } },
        { Connection: "close" },
      );
      expect(sent.status).toBe(202);
      // A message that comes while another one is answered may take the place of that answer.
      await expect.poll(() => textsOf(sockets[0]?.events ?? []).length).toBe(2 * (at + 1));
    }
    expect((await poll).body.events[0]).toMatchObject({ type: "visitor", clientId: "m0" });
    const expected = Array.from({ length: 6 }, (_, at) => [`one: hello ${at}`, `two: hello ${at}`]).flat();
    for (const socket of sockets) await expect.poll(() => textsOf(socket.events)).toEqual(expected);
    const streamed: string[] = [];
    while (streamed.length < expected.length) streamed.push(...textsOf(await stream.logEvents(1)));
    expect(streamed).toEqual(expected);
    const acknowledged = await sockets[0]?.send("s", "by a socket");
    expect(acknowledged).toMatchObject({ ok: true });
  });

  test("a worker that is killed loses nothing: another one answers, and a new one takes its place", async () => {
    const { url, workers } = await startWorkers(2);
    const client = await RestClient.start(`${url}/web`);
    const before = workers();
    expect((await client.send("1", "first")).status).toBe(202);
    process.kill(before[0] ?? 0, "SIGKILL");
    await expect
      .poll(() =>
        client.send("2", "second").then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(202);
    const texts = async () => textsOf((await client.events().catch(() => undefined))?.body.events ?? []);
    await expect.poll(texts, { timeout: 30_000 }).toEqual(["one: first", "two: first", "one: second", "two: second"]);
    await expect.poll(() => workers().length).toBe(3);
  });
});
