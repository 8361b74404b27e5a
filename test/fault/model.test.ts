/* oxlint-disable vitest/no-standalone-expect -- a test runs these */
import { setTimeout as delay } from "node:timers/promises";
import type { LogEvent, SendResult } from "@causerie/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakableLine, startBreakableLine } from "#support/fault/breakable-line.ts";
import { isLong } from "#support/fault/effort.ts";
import { modelRuns, reportRuns } from "#support/fault/model-runs.ts";
import { compare, linesOf, readLog } from "#support/fault/oracle.ts";
import { startOneProcess, startSeveral, type Target } from "#support/fault/target.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

/** What a conversation must be: the messages that were stored, in order, and nothing else. */
type Model = { stored: { id: string; text: string }[] };

type Real = { target: Target; line: BreakableLine; near: RestClient; far: RestClient; log: LogEvent[]; ids: number };

type Command = fc.AsyncCommand<Model, Real>;

/** What the log has gained. What it had before, it has still. */
async function look(real: Real): Promise<LogEvent[]> {
  const log = await readLog(real.near);
  expect(log.slice(0, real.log.length)).toEqual(real.log);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  real.log = log;
  return log;
}

class Send implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const message = nextMessage(model, real);
    expect(await real.far.send(message.id, message.text)).toMatchObject({ status: 202, body: { duplicate: false } });
  }
  toString = (): string => "send";
}

class SendUnacknowledged implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const message = nextMessage(model, real);
    real.line.dropNextAcknowledgements(1);
    await expect(real.far.send(message.id, message.text)).rejects.toThrow("fetch failed");
    expect(await real.far.send(message.id, message.text)).toMatchObject({ status: 202, body: { duplicate: true } });
  }
  toString = (): string => "send, acknowledgement lost";
}

class Resend implements Command {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
  check = ({ stored }: Model): boolean => stored.length > 0;
  async run({ stored }: Model, real: Real): Promise<void> {
    const { id, text } = stored[this.index % stored.length] ?? { id: "", text: "" };
    const seq = (await look(real)).find((event) => event.type === "visitor" && event.clientId === id)?.seq;
    const { status, body } = await real.far.send(id, text);
    expect([status, body as SendResult]).toEqual([202, { seq, duplicate: true }]);
    expect((await real.far.send(id, `${text}, changed`)).status).toBe(409);
  }
  toString = (): string => `resend ${this.index}`;
}

class Reconnect implements Command {
  readonly from: number;
  constructor(from: number) {
    this.from = from;
  }
  check = (): boolean => true;
  async run(_model: Model, real: Real): Promise<void> {
    const log = await look(real);
    const seq = this.from % (log.length + 1);
    const { body } = await real.near.events(seq === 0 ? "?limit=1" : `?limit=${seq}`);
    const epoch = body.cursor.split(".")[0] ?? "";
    using socket = await new SocketClient(real.far, { since: `${epoch}.${seq}` }).connected();
    const received = await socket.received(log.length - seq);
    expect(received.slice(0, log.length - seq)).toEqual(log.slice(seq));
  }
  toString = (): string => `reconnect from ${this.from}`;
}

class Break implements Command {
  readonly how: "kill" | "stop" | "reset";
  constructor(how: "kill" | "stop" | "reset") {
    this.how = how;
  }
  check = (): boolean => true;
  async run(_model: Model, { line, target }: Real): Promise<void> {
    if (this.how === "reset") line.reset();
    else {
      await target[this.how]();
      await target.start();
    }
    // The client learns that its kept connections are gone: it would else take one for the next request.
    await delay(50);
  }
  toString = (): string => this.how;
}

function nextMessage({ stored }: Model, real: Real): { id: string; text: string } {
  real.ids += 1;
  const message = { id: `m${real.ids}`, text: `text ${real.ids}` };
  stored.push(message);
  return message;
}

const commands = fc.commands(
  [
    fc.constant(new Send()),
    fc.constant(new Send()),
    fc.constant(new SendUnacknowledged()),
    fc.nat(20).map((index) => new Resend(index)),
    fc.nat(60).map((from) => new Reconnect(from)),
    fc.constantFrom("kill", "stop", "reset", "reset", "reset").map((how) => new Break(how as "kill")),
  ],
  { maxCommands: 16 },
);

const targets: [name: string, shortRuns: number, start: () => Promise<Target>][] = [
  ["one process on SQLite", 12, () => startOneProcess()],
  ["two processes on PostgreSQL", 4, () => startSeveral(2, "PostgreSQL")],
];

describe.each(targets)("%s", (name, shortRuns, start) => {
  const canRun = name.endsWith("SQLite") || postgresPrograms() !== undefined;
  test.skipIf(!canRun)(
    "D16 whatever is sent, repeated, dropped, read again and killed, the conversation is what the model says",
    async () => {
      // A turn that was killed waits for its lease on PostgreSQL.
      const patience = { timeout: name.endsWith("SQLite") ? 20_000 : 60_000 };
      await using target = await start();
      await using line = await startBreakableLine(() => target.port());
      let run = 0;
      await fc.assert(
        fc.asyncProperty(commands, async (steps) => {
          run += 1;
          const near = await RestClient.start(target.base());
          const model: Model = { stored: [] };
          const real: Real = {
            target,
            line,
            near,
            far: new RestClient(`${line.url}/web`, near.session),
            log: [],
            ids: 0,
          };
          await fc.asyncModelRun(() => ({ model, real }), steps);
          const answered = (log: readonly LogEvent[]): number => log.filter(({ type }) => type === "turn.end").length;
          await expect.poll(async () => answered(await look(real)), patience).toBe(model.stored.length);
          const said = linesOf(real.log.filter(({ type }) => type === "visitor"));
          const answers = linesOf(real.log.filter(({ type }) => type !== "visitor"));
          const expected = model.stored.map(({ text }) => text);
          expectNothingWrong(compare("what was said", said, expected));
          expectNothingWrong(
            compare(
              "what was answered",
              answers,
              expected.flatMap((text) => [`one: ${text}`, `two: ${text}`]),
            ),
          );
        }),
        // Another history each night; the short form is the same every time.
        { ...modelRuns(shortRuns, 30), ...(isLong ? {} : { seed: 1 }) },
      );
      reportRuns(name, run);
    },
  );
});
