import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { direct } from "@causerie/server/channel/address.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { countSlice } from "@causerie/server/desk/figures/following/count-slice.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { moveToPostgres } from "@causerie/server/store/transfer/move-to-postgres.ts";
import { movedTables } from "@causerie/server/store/transfer/tables.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing, queue, readTexts, says, textEvent } from "#contract/store/store-samples.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const blob = `sha256-${"a".repeat(43)}`;

/** One of everything that a store keeps. */
async function fill(store: Store): Promise<void> {
  const odd = `"quotes" \\ \u0000 \u2028 \uD83D\uDE00 é 漢 '; DROP TABLE event; --`;
  const from = { id: "user-ada", aliases: [{ type: "phone", value: "+33 1" }] };
  await store.events.append(textEvent("a", odd, { from, locale: "fr", at: 899.5 }), 1_000);
  const lease = await beginTurn(store, "ada", 1_000);
  const answer = { events: [says("a.1", "hello")], deliveries: [], tokens: [{ token: "t", value: "v" }] };
  await store.turns.commit(lease, answer, { locale: "fr", data: { city: "Lyon" } }, 1_000);
  await store.events.append(textEvent("b", "waits"), 2_000);
  await store.turns.keepIdempotencyRecord(await beginTurn(store, "ada", 2_000), "seat", { number: 4 });
  await queue(store, "bob", ["sent", "on its way", "queued"], 1_000);
  await store.outbox.begin("bob", 1_000);
  await store.outbox.sent("sent", "mid.1", 1_000);
  await store.outbox.begin("bob", 1_000);
  await store.events.append(eventOf("cem", "a"), 1_000);
  await store.turns.deadLetter(await beginTurn(store, "cem", 1_000), nothing, "StoryError", 1_000);
  const picture = { type: "attachment" as const, attachments: [{ kind: "image", blob }] };
  await store.events.append({ ...eventOf("dan", "a"), content: picture }, 1_000);
  await store.events.append(eventOf("eve", "a"), 1_000);
  await store.operator?.deleteConversation("eve", 1_000);
  await store.operator?.block("web", "mallory", true, 1_000);
  await store.operator?.recordDeletion({ at: 1_000, ...deletion });
  const page = { connectorId: "page", userId: "user-pia" };
  await store.events.append(eventOf("pia", "a", "page"), 1_000);
  const pia = await beginTurn(store, "pia", 1_000);
  await store.turns.commit(pia, nothing, { data: {}, user: { name: "Pia" } }, 1_000);
  const issuer = { connectorId: "web", userId: "user-ada" };
  await store.links.link({ ref: "r", keepMs: 1_000, by: "e", issuer, redeemer: page, oneEach: true }, 1_000);
  await store.sessions.renew({ connectorId: "web", visitorId: "user-ada", generation: 0 }, 3_600_000, 1_000);
  const owner = { connectorId: "web", conversationId: "ada" };
  const png = { name: "a.png", mediaType: "image/png", bytes: 10 };
  await store.uploads.begin({ ...owner, ...png, id: "u1", clientId: "file" }, 3_600_000, 1_000);
  await store.uploads.append(owner, "u1", { at: 0, bytes: 5, blob: "sha256-part" }, 3_600_000, 1_000);
  const keys = { p256dh: "key of the browser", auth: "secret", serverKey: "our key" };
  const subscription = {
    endpoint: "https://push.example/ada",
    ...keys,
    title: "New answer",
    url: "https://www.example.com",
  };
  await store.push.save({ ...owner, visitorId: "user-ada", sessionId: "s" }, subscription, 3_600_000, 1_000);
  const person = { kind: "person", id: "p1", type: "put", key: "ada@example.com", body: { name: odd } } as const;
  const act = { by: "p1", byName: "Ada", act: "sign-in" };
  const bounded = { ...act, target: "person p1", detail: { count: 1 }, expiresAt: 9_000 };
  await store.desk?.records.write([person, { ...person, id: "p2", key: "b", expiresAt: 1 }], [bounded, act], 1_000);
  const by = { id: "p1", name: odd.replaceAll("\0", "") };
  const open = {
    conversationId: "ada",
    state: "open" as const,
    operator: by,
    tags: ["vip"],
    assignedAt: 1_000,
    version: 0,
  };
  await store.desk?.cases.save(open, 1_000);
  if (store.desk !== undefined) await countSlice(store.desk.figures, ["ada"]);
  await store.desk?.cases.addNote({ id: "n1", conversationId: "ada", by, text: "a note", at: 1_000 });
  const unknown = { conversationId: "ada", seq: 1, at: 1_000, connectorId: "web", language: "en", confidence: 0.25 };
  await store.desk?.sentences.add([unknown]);
  // More than fits on one page of the copy.
  await Promise.all(
    Array.from({ length: 2_300 }, (_, n) => store.events.append(eventOf(`person-${n % 50}`, `${n}`), 1_000)),
  );
}

async function filledFolder(): Promise<string> {
  const folder = temporaryFolder();
  await using store = await openSqliteStore({ folder });
  await fill(store);
  return folder;
}

const deletion = { connectorId: "web", wantedBy: "person" as const, conversations: 1, events: 2, files: 0 };

describe.skipIf(sharedPostgres === undefined)("an embedded database moves to PostgreSQL", () => {
  test("with everything in it, under the same name of the log, and work goes on there", async () => {
    const folder = await filledFolder();
    const url = testSchema();
    const moved = await moveToPostgres(folder, url);
    expect(moved.map(({ table }) => table)).toEqual(movedTables.map(({ name }) => name));
    expect(moved.find(({ table }) => table === "event")?.rows).toBe(2_307);
    for (const { rows } of moved) expect(rows).toBeGreaterThan(0);

    await using before = await openSqliteStore({ folder });
    await using after = await openPostgresStore({ url });
    const { deadLetters, unanswered, waitingDeliveries } = await before.stats();
    expect(await after.stats()).toMatchObject({ deadLetters, unanswered, waitingDeliveries });
    expect(await after.operator?.deliveries({}, 9)).toEqual(await before.operator?.deliveries({}, 9));
    expect(await after.log.position("ada")).toEqual(await before.log.position("ada"));
    for (const person of ["ada", "bob", "cem", "person-7"])
      expect(await after.log.read(person, 0, 1_000)).toEqual(await before.log.read(person, 0, 1_000));
    expect(await after.people.conversationOf("web", "+33 1")).toBe("ada");
    expect(await after.tokens.read("web", "t")).toBe("v");
    const page = { connectorId: "page", userId: "user-pia" };
    expect(await after.links.personOf(page)).toEqual(await before.links.personOf(page));
    expect((await after.links.personOf(page))?.memory).toEqual({ name: "Pia" });

    expect(await after.desk?.records.list("person")).toEqual(await before.desk?.records.list("person"));
    expect(await after.desk?.records.find("person", "ada@example.com")).toMatchObject({ id: "p1" });
    expect(await after.desk?.records.audit({}, 9)).toEqual(await before.desk?.records.audit({}, 9));
    const counted = (await before.desk?.figures.sum(0, 9e15)) ?? [];
    expect(await after.desk?.figures.sum(0, 9e15)).toEqual(expect.arrayContaining(counted));
    expect(await after.desk?.records.expire(1)).toBe(1);

    const now = Date.now();
    // Whom the operator has shut out stays out, and what was deleted stays deleted.
    const mallory = { address: direct("mallory"), conversationId: "mallory" };
    await expect(after.events.append(textEvent("a", "x", mallory), now)).rejects.toMatchObject({ code: "blocked" });
    expect(await after.operator?.blocked()).toEqual(await before.operator?.blocked());
    expect(await after.operator?.deletions(9)).toEqual(await before.operator?.deletions(9));
    // Its number is a new one.
    await after.operator?.recordDeletion({ at: now, ...deletion, files: 3 });
    expect((await after.operator?.deletions(9))?.map(({ files }) => files)).toEqual([3, 0]);
    expect(await after.operator?.deleteConversation("dan", now)).toEqual({ events: 1, files: [blob] });
    expect(await after.log.position("eve")).toEqual(await before.log.position("eve"));
    expect(await after.events.append(eventOf("eve", "a"), now)).toMatchObject({ seq: 3, duplicate: false });

    expect(await after.events.append(textEvent("b", "waits"), now)).toEqual({ seq: 3, duplicate: true });
    const lease = await beginTurn(after, "ada", now);
    expect(lease).toMatchObject({
      seq: 3,
      attempt: 2,
      interrupted: true,
      conversation: { state: { data: { city: "Lyon" } } },
    });
    expect(await after.turns.idempotencyRecords(lease)).toEqual({ seat: { number: 4 } });
    await after.turns.commit(lease, { ...nothing, deliveries: [{ id: "new", payload: 1 }] }, { data: {} }, now);
    expect(await after.outbox.confirm("web", "on its way", "mid.2", now)).toBe("bob");
    expect(await after.outbox.begin("bob", now)).toMatchObject({ id: "queued" });
    expect(await after.outbox.begin("ada", now)).toMatchObject({ id: "new" });
  });

  test("every table and column of the embedded database is moved, or named here", async () => {
    const folder = await filledFolder();
    using source = new DatabaseSync(join(folder, "causerie.db"), { readOnly: true });
    const tables = source.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as {
      name: string;
    }[];
    const moved = new Map(movedTables.map(({ name, columns }) => [name, Object.keys(columns)]));
    const stays = tables.filter(({ name }) => !moved.has(name)).map(({ name }) => name);
    // The name of the log goes along; leases end with the server, and each database has its own migrations.
    expect(stays).toEqual(["lease", "meta", "migration"]);
    for (const [name, columns] of moved) {
      const { columns: known } = {
        columns: source.prepare(`SELECT name FROM pragma_table_info('${name}')`).all() as { name: string }[],
      };
      expect([...columns].sort()).toEqual(known.map((column) => column.name).sort());
    }
  });

  test("into a database that is empty and nothing else; what was there stays", async () => {
    const folder = await filledFolder();
    const url = testSchema();
    {
      await using store = await openPostgresStore({ url });
      await store.events.append(textEvent("mine", "mine"), 0);
    }
    await expect(moveToPostgres(folder, url)).rejects.toThrow(
      /already has conversations in the schema \w+ at .*: name an empty database/,
    );
    await using store = await openPostgresStore({ url });
    expect(await readTexts(store, "ada")).toEqual(["> mine"]);
  });

  test("not while a server has the folder, and not from a folder without a database", async () => {
    const folder = temporaryFolder();
    const url = testSchema();
    await expect(moveToPostgres(folder, url)).rejects.toThrow(ConfigError);
    await using _store = await openSqliteStore({ folder });
    await expect(moveToPostgres(folder, url)).rejects.toThrow(/in use by another process: stop that one first/);
  });

  test("a copy that differs is found and not kept", async () => {
    const folder = await filledFolder();
    const url = testSchema();
    await (await openPostgresStore({ url }))[Symbol.asyncDispose]();
    // As a fault on the way would.
    await sql(
      url,
      `
      CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.conversation = 'person-7' AND NEW.seq = 9 THEN NEW.body := NEW.body || ' '; END IF; RETURN NEW; END $$;
      CREATE TRIGGER spoil BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION spoil()`,
    );
    await expect(moveToPostgres(folder, url)).rejects.toThrow(
      /event was not moved whole: 2307 and 2307 rows, checksums/,
    );
    expect(await sql(url, "SELECT FROM conversation")).toEqual([]);
  });
});
