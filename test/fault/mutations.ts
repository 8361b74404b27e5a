/** One defect, as somebody could write it, and the test that must notice it. */
export type Mutation = {
  name: string;
  /** The invariant that it breaks: realtime.md 2.1, or a fault that was found. */
  breaks: string;
  file: string;
  /** Must stand in the file once. */
  from: string;
  to: string;
  /** A test file, and a part of the test's name. */
  test: [file: string, name: string];
};

export const mutations: Mutation[] = [
  {
    name: "acknowledged before it is durable",
    breaks: "I1",
    file: "server/src/store/sqlite/group-commit.ts",
    from: "return db.transaction(() => {\n      const position = nextPosition(db, owner);\n      return { position, outcomes: jobs.map((job) => runAlone(db, job)) };\n    });",
    to: `if (!db.inTransaction) {
      db.run("BEGIN IMMEDIATE");
      setTimeout(() => db.run("COMMIT"), 50);
    }
    const position = nextPosition(db, owner);
    return { position, outcomes: jobs.map((job) => runAlone(db, job)) };`,
    test: ["test/fault/acknowledged.test.ts", "D2"],
  },
  {
    name: "a number is left out when an event is stored",
    breaks: "I2",
    file: "server/src/store/sqlite/operations/append-event.ts",
    from: "const seq = known.last_seq + 1;",
    to: "const seq = known.last_seq + (known.last_seq > 20 ? 2 : 1);",
    test: ["test/fault/lines.test.ts", "while nothing is broken"],
  },
  {
    name: "a repeat is stored as another message",
    breaks: "I3",
    file: "server/src/store/event-input.ts",
    from: "return `in:${eventId}`;",
    to: "return `in:${eventId}${Math.random()}`;",
    test: ["test/fault/lines.test.ts", "the acknowledgement is lost"],
  },
  {
    name: "the screen takes a page that does not continue what it has",
    breaks: "I4",
    file: "widget/src/chat/state/reduce.ts",
    from: "if (event.seq > copy.seq + 1) break;",
    to: "",
    test: ["test/integration/widget/model.test.ts", "pages repeated, overlapping, out of order and with holes"],
  },
  {
    name: "read, then subscribe",
    breaks: "I5",
    file: "server/src/connectors/web/reading/reader.ts",
    from: "    this.#grown = true;\n",
    to: "",
    test: ["test/integration/web/reader.test.ts", "never missed"],
  },
  {
    name: "an owner that was given up may write",
    breaks: "I6",
    file: "server/src/store/leases.ts",
    from: "if (this.#held.get(conversation.id)?.fence !== fence)",
    to: "if (this.#held.get(conversation.id)?.fence === -fence)",
    test: ["test/contract/sqlite/sqlite-store.test.ts", "a lease that was not renewed in time goes to the next caller"],
  },
  {
    name: "a second run gives its messages other ids",
    breaks: "I7",
    file: "server/src/bot/answering/answer-buffer.ts",
    from: "return `${this.#sink.id}.${this.#ids}${kind}`;",
    to: "return `${this.#sink.id}.${this.#ids}${kind}${Math.random()}`;",
    test: ["test/fault/second-run.test.ts", "says again"],
  },
  {
    name: "what waits to be stored has no bound",
    breaks: "I8",
    file: "server/src/store/sqlite/event-store.ts",
    from: "if (writer.waiting >= maxWaiting)",
    to: "if (writer.waiting >= maxWaiting * 1_000_000)",
    test: ["test/fault/second-run.test.ts", "turned away"],
  },
  {
    name: "a cursor of another log is read on from",
    breaks: "I9",
    file: "server/src/connectors/web/reading/cursor-start.ts",
    from: "if (since.epoch !== epoch || since.seq > lastSeq",
    to: "if (since.seq > lastSeq",
    test: ["test/integration/web/cursor.test.ts", ""],
  },
  {
    name: "one wake in a hundred is lost",
    breaks: "lost wakes",
    file: "server/src/pipeline/signals/in-process-signals.ts",
    from: 'if (signal.type === "frame") growing.add(conversationId, signal.frame);',
    to: 'if (signal.type === "log" && Math.random() < 0.01) return;\n      if (signal.type === "frame") growing.add(conversationId, signal.frame);',
    test: ["test/fault/lines.test.ts", "while nothing is broken"],
  },
  {
    name: "the widget shows an event twice",
    breaks: "repeated on screen",
    file: "widget/src/chat/state/apply-events.ts",
    from: "if (waiting !== -1) copy.entries.splice(waiting, 1);",
    to: "",
    test: ["test/fault/lines.test.ts", "while nothing is broken"],
  },
  {
    name: "what was begun is not ended",
    breaks: "a message that never ends",
    file: "server/src/app/backend/answering.ts",
    from: "const turns = endWhatWasBegun(tracing.turns(observed.turns), store.log);",
    to: "const turns = tracing.turns(observed.turns);",
    test: ["test/fault/author-mistakes.test.ts", "a message that was begun ends"],
  },
  {
    name: "an error in a timer ends the process",
    breaks: "an author's mistake",
    file: "server/src/app/late-story-errors.ts",
    from: 'if (users === 1) process.on("uncaughtException", handle);',
    to: "",
    test: ["test/fault/author-mistakes.test.ts", "is logged under its name and counted"],
  },
  {
    name: "an interrupted event does not rest",
    breaks: "deaths by another's doing",
    file: "server/src/pipeline/inbox/worker.ts",
    from: "const defaultRestsMs: readonly number[] = [0, 2_000, 10_000, 60_000];",
    to: "const defaultRestsMs: readonly number[] = [0];",
    test: ["test/fault/crash.test.ts", "seven times by another's doing"],
  },
  {
    name: "waits go by the machine's clock",
    breaks: "wall clock",
    file: "server/src/app/kept-clock.ts",
    from: "reached: reachedTime(folder)",
    to: "reached: 0 * reachedTime(folder)",
    test: ["test/fault/clock.test.ts", "D10"],
  },
  {
    name: "PostgreSQL acknowledges what is not on its disk yet",
    breaks: "I1 on PostgreSQL",
    file: "server/src/store/postgres/schema/check-server.ts",
    from: 'return facts.synchronous_commit === "off" ? "-c synchronous_commit=on" : "";',
    to: 'return "-c synchronous_commit=off";',
    test: ["test/fault/processes.test.ts", "D2"],
  },
  {
    name: "SQLite acknowledges what is not on the disk yet",
    breaks: "D3 power loss",
    file: "server/src/store/sqlite/open-database.ts",
    from: "PRAGMA synchronous = FULL;",
    to: "PRAGMA synchronous = NORMAL;",
    test: ["test/fault/power-loss.test.ts", "D3"],
  },
  {
    name: "the fence of a turn is not compared",
    breaks: "I6 on PostgreSQL",
    file: "server/src/store/postgres/migrations/003-turns.sql",
    from: "IF NOT FOUND OR c.lease_fence <> (job->>'fence')::bigint THEN RETURN 'stale'; END IF;",
    to: "IF NOT FOUND THEN RETURN 'stale'; END IF;",
    test: ["test/contract/postgres/postgres-faults.test.ts", "frozen in mid-turn"],
  },
  {
    name: "a turn whose owner is gone is nobody's",
    breaks: "D9 takeover",
    file: "server/src/store/postgres/turns.ts",
    from: "AND (lease_until IS NULL OR lease_until <= (SELECT now_ms()))",
    to: "AND lease_until IS NULL",
    test: ["test/fault/processes.test.ts", "D9 frozen in mid-story"],
  },
  {
    name: "nobody looks for signals that were lost",
    breaks: "D7 lost signals",
    file: "server/src/pipeline/watching/sweep.ts",
    from: "this.#timer = setTimeout(() => this.look(), this.#everyMs);",
    to: "this.#timer = setTimeout(() => undefined, this.#everyMs);",
    test: ["test/integration/processes/lost-signals.test.ts", "a screen on another server"],
  },
  {
    name: "a tab that comes back goes on at the end of the log",
    breaks: "D13 tabs",
    file: "server/src/connectors/web/reading/reader.ts",
    from: "reader.startAt(findStart(since, position), position.epoch);",
    to: "findStart(since, position);\n    reader.startAt(position.lastSeq, position.epoch);",
    test: ["test/fault/tabs.test.ts", "D13"],
  },
  {
    name: "heads of requests may come for ever",
    breaks: "H2 slow requests",
    file: "server/src/http/connections/http-server.ts",
    from: "headersTimeout: 10_000,",
    to: "headersTimeout: 30_000,",
    test: ["test/fault/hostile-lines.test.ts", "H2"],
  },
  {
    name: "the events of one webhook are stored as they stand in it",
    breaks: "M1 order",
    file: "server/src/connectors/messenger/webhook/webhook.ts",
    from: "storeInOrder(group.sort(byTime), parts)",
    to: "storeInOrder(group, parts)",
    test: ["test/fault/webhooks.test.ts", "M1"],
  },
  {
    name: "what is left of a message in parts is not stored",
    breaks: "Messenger: parts once",
    file: "server/src/connectors/messenger/send/payload/simpler-parts.ts",
    from: "isOurs = await steps.keep(left);",
    to: "isOurs = steps !== undefined && left !== undefined;",
    test: ["test/fault/crash.test.ts", "killed between two parts"],
  },
  {
    name: "the echo of a part tells nothing",
    breaks: "Messenger: parts once",
    file: "server/src/connectors/messenger/send/payload/deliver-payload.ts",
    from: "metadata: count === undefined ? id : markOfPart(id, count)",
    to: "metadata: count === undefined ? id : markOfPart(id, 0)",
    test: ["test/fault/crash.test.ts", "was taken, and not answered"],
  },
  {
    name: "a database that is away looks like a defect to Meta",
    breaks: "M7 away",
    file: "server/src/connectors/messenger/webhook/webhook.ts",
    from: '? "not_stored_now" : "not_stored";',
    to: '? "not_stored" : "not_stored";',
    test: ["test/fault/webhooks.test.ts", "M7"],
  },
  {
    name: "a stop is acknowledged, and forgotten with its process",
    breaks: "a stop is durable",
    file: "server/src/app/backend/reception.ts",
    from: "await store.turns.stop(conversationId);",
    to: "await Promise.resolve();",
    test: ["test/fault/second-run.test.ts", "a stop is kept over a kill"],
  },
  {
    name: "all come back at one moment after a stop",
    breaks: "D11 storm",
    file: "server/src/connectors/web/reading/connections.ts",
    from: "1000 + Math.floor(Math.random() * 4000)",
    to: "1000",
    test: ["test/fault/reconnect-storm.test.ts", "D11"],
  },
];
