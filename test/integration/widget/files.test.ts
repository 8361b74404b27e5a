import { createHash, randomBytes } from "node:crypto";
import { limits } from "@causerie/protocol";
import { systemClock } from "@causerie/widget/chat/clock.ts";
import { fileName } from "@causerie/widget/chat/files/file-name.ts";
import { createMemoryStorage } from "@causerie/widget/chat/storage/key-value-storage.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FakeChatServer, startFakeChatServer } from "#support/widget/fake-chat-server.ts";
import type { PieceFault } from "#support/widget/fake-uploads.ts";
import { openConnectedChat, type TestChat } from "#support/widget/open-chat.ts";

/** The chat waits a tenth of the time. */
const quickClock = { ...systemClock, after: (ms: number, run: () => void) => systemClock.after(ms / 10, run) };

function open(server: FakeChatServer): Promise<TestChat> {
  return openConnectedChat({ endpoint: server.endpoint, clock: quickClock });
}

function bytesOf(size: number): Buffer<ArrayBuffer> {
  return Buffer.from(randomBytes(size));
}

function pdf(bytes: Buffer<ArrayBuffer>, name = "ticket.pdf"): File {
  return new File([bytes], name, { type: "application/pdf" });
}

const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** What the server has of each message, in the order of the log. */
function logged(server: FakeChatServer): unknown[] {
  return server.log().events.flatMap((event) => (event.type === "visitor" ? [event.content] : []));
}

test("files are sent in one message, whole and in the order of what was written before and after them", async () => {
  await using server = await startFakeChatServer();
  using chat = await open(server);
  const [ticket, plan] = [bytesOf(300_000), bytesOf(10)];
  chat.sendText("before");
  await chat.sendFiles([pdf(ticket), new File([plan], "plan.png", { type: "image/png" })], {
    text: "  my ticket ",
    alt: ["", " the way to the pier"],
  });
  chat.sendText("after");
  await chat.untilScreen("before (sent)", "files (sent)", "after (sent)");
  expect(logged(server)).toEqual([
    { type: "text", text: "before" },
    {
      type: "files",
      files: [
        { id: "f-u-1", name: "ticket.pdf", mediaType: "application/pdf", bytes: 300_000 },
        { id: "f-u-2", name: "plan.png", mediaType: "image/png", bytes: 10, alt: "the way to the pier" },
      ],
      text: "my ticket",
    },
    { type: "text", text: "after" },
  ]);
  expect([server.uploads.digest("u-1"), server.uploads.digest("u-2")]).toEqual([digest(ticket), digest(plan)]);
});

test("a name holds no path and nothing unseen, is never empty, and is no longer than the server takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
      const name = fileName(given);
      expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(name).not.toMatch(/^\.*$/);
      expect(name.isWellFormed()).toBe(true);
      expect(name.length).toBeLessThanOrEqual(limits.fileNameLength);
    }),
  );
});

describe("a piece that goes wrong", () => {
  const faults: PieceFault[] = ["half", "lost_answer", "other_offset", "unavailable", "unauthorized", "rate_limited"];
  test.each(faults)("%s: the upload goes on from what the server has", async (fault) => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    server.uploads.faults = [fault];
    const bytes = bytesOf(700_000);
    await chat.sendFiles([pdf(bytes)]);
    await chat.untilScreen("files (sent)");
    expect(server.uploads.faults).toEqual([]);
    expect(server.uploads.digest("u-1")).toBe(digest(bytes));
    expect(server.uploads.all.size).toBe(1);
  });

  test("any of them, as often and in any order: the file arrives once and whole", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 500_000 }),
        fc.array(fc.constantFrom(...faults), { maxLength: 6 }),
        fc.integer({ min: 1, max: 200_000 }),
        async (size, sequence, chunkBytes) => {
          const before = logged(server).length;
          server.uploads.all.clear();
          server.uploads.chunkBytes = Math.max(chunkBytes, server.uploads.minChunkBytes);
          server.uploads.faults = [...sequence];
          const bytes = bytesOf(size);
          await chat.sendFiles([pdf(bytes)]);
          await expect.poll(() => logged(server).length, { timeout: 10_000, interval: 5 }).toBe(before + 1);
          expect([...server.uploads.all.keys()].map((id) => server.uploads.digest(id))).toEqual([digest(bytes)]);
        },
      ),
      { numRuns: 20 },
    );
  });
});

test("a server that is away in the middle: what it has is not sent again", async () => {
  await using server = await startFakeChatServer();
  using chat = await open(server);
  server.uploads.pieceMs = 20;
  server.uploads.chunkBytes = 64 * 1024;
  const bytes = bytesOf(1_000_000);
  await chat.sendFiles([pdf(bytes)]);
  await expect.poll(() => server.uploads.pieces.length).toBeGreaterThan(3);
  await server.down();
  const sent = server.uploads.pieces.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await server.up();
  await chat.untilScreen("files (sent)");
  expect(server.uploads.digest("u-1")).toBe(digest(bytes));
  expect(sent).toBeLessThan(server.uploads.pieces.length);
  expect(new Set(server.uploads.pieces).size).toBe(server.uploads.pieces.length);
});

test("an upload that the server has dropped in the middle begins anew", async () => {
  await using server = await startFakeChatServer();
  using chat = await open(server);
  server.uploads.pieceMs = 20;
  server.uploads.chunkBytes = 64 * 1024;
  const bytes = bytesOf(500_000);
  await chat.sendFiles([pdf(bytes)]);
  await expect.poll(() => server.uploads.pieces.length).toBeGreaterThan(2);
  server.uploads.expire();
  await chat.untilScreen("files (sent)");
  expect([...server.uploads.all.keys()].map((id) => server.uploads.digest(id))).toEqual([digest(bytes)]);
});

describe("a file that is not taken", () => {
  test.each(["type", "content", "scanner"] as const)(
    "%s: the bubble says so, and what comes after it is sent",
    async (reason) => {
      await using server = await startFakeChatServer();
      using chat = await open(server);
      server.uploads.refuse = reason;
      await chat.sendFiles([pdf(bytesOf(10))]);
      chat.sendText("after");
      await chat.untilScreen("after (sent)", `files (file_${reason})`);
      expect(logged(server)).toEqual([{ type: "text", text: "after" }]);
    },
  );

  test("too large by the server's word, and of a type that it does not name", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    server.uploads.rules = { accept: ["image/png"], maxBytes: 5, maxFiles: 1 };
    await chat.sendFiles([pdf(bytesOf(10))]);
    await chat.sendFiles([pdf(bytesOf(4))]);
    await chat.untilScreen("files (too_large)", "files (file_type)");
    expect(logged(server)).toEqual([]);
  });

  test("is sent when the visitor tries again and the server takes it", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    server.uploads.refuse = "scanner";
    await chat.sendFiles([pdf(bytesOf(10))]);
    await chat.untilScreen("files (file_scanner)");
    server.uploads.refuse = undefined;
    chat.retry(chat.getState().entries[0]?.key ?? "");
    await chat.untilScreen("files (sent)");
    expect(logged(server)).toHaveLength(1);
  });

  test("empty or none at all is refused before anything is shown", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    await expect(chat.sendFiles([pdf(bytesOf(0))])).rejects.toMatchObject({ code: "file_empty" });
    await expect(chat.sendFiles([])).rejects.toMatchObject({ code: "file_count" });
    expect(chat.screen()).toEqual([]);
  });
});

test("a message that is removed while its file is on its way is not sent, and those after it are", async () => {
  await using server = await startFakeChatServer();
  using chat = await open(server);
  server.uploads.pieceMs = 50;
  server.uploads.chunkBytes = 32 * 1024;
  await chat.sendFiles([pdf(bytesOf(2_000_000))]);
  chat.sendText("after");
  await expect.poll(() => server.uploads.pieces.length).toBeGreaterThan(2);
  chat.discard(chat.getState().entries[0]?.key ?? "");
  await chat.untilScreen("after (sent)");
  expect(logged(server)).toEqual([{ type: "text", text: "after" }]);
});

test("a name is a name: no path, nothing without a shape, and never too long for the server", async () => {
  await using server = await startFakeChatServer();
  using chat = await open(server);
  const names = [
    "../../x",
    "C:\\fakepath\\plan.png",
    "gpj\u202e.png",
    "🎉".repeat(300),
    `${"🎉".repeat(300)}.png`,
    "..",
    "a\u0000b",
  ];
  for (const name of names) await chat.sendFiles([pdf(bytesOf(1), name)]);
  await chat.until(
    ({ entries }) =>
      entries.length === names.length &&
      entries.every((entry) => entry.type === "visitor" && entry.delivery.type === "sent"),
  );
  expect([...server.uploads.all.values()].map(({ name }) => name)).toEqual([
    "x",
    "plan.png",
    "gpj.png",
    `${"🎉".repeat(119)}…`,
    `${"🎉".repeat(115)}….png`,
    "file",
    "ab",
  ]);
});

test("a file that could not be kept, and whose page is gone, is said to be lost by the next one", async () => {
  await using server = await startFakeChatServer();
  const storage = createMemoryStorage();
  const first = await openConnectedChat({ endpoint: server.endpoint, clock: quickClock, storage });
  server.uploads.faults = Array<PieceFault>(20).fill("unavailable");
  await first.sendFiles([pdf(bytesOf(100))]);
  await expect.poll(() => server.uploads.faults.length).toBeLessThan(20);
  const files = await first.files();
  expect(files.progress(first.getState().entries[0]?.key ?? "", 0)).toEqual({ sent: 0, bytes: 100, kept: false });
  first.dispose();
  server.uploads.faults = [];
  using second = await openConnectedChat({ endpoint: server.endpoint, clock: quickClock, storage });
  second.sendText("after");
  await second.untilScreen("after (sent)", "files (file_lost)");
});

describe("what the chat knows of files", () => {
  test("are the server's rules, also without a line on a later page; and that a server takes none", async () => {
    await using server = await startFakeChatServer();
    const storage = createMemoryStorage();
    const rules = { accept: ["image/png"], maxBytes: 100, maxFiles: 2 };
    server.uploads.rules = rules;
    const first = await openConnectedChat({ endpoint: server.endpoint, clock: quickClock, storage });
    expect(await (await first.files()).rules()).toEqual(rules);
    first.dispose();
    using second = await openConnectedChat({ endpoint: server.endpoint, clock: quickClock, storage });
    server.faults.refuse = "unavailable";
    expect(await (await second.files()).rules()).toEqual(rules);
    server.faults.refuse = undefined;
    server.uploads.rules = undefined;
    using third = await open(server);
    await expect((await third.files()).rules()).rejects.toMatchObject({ code: "unsupported" });
  });

  test("is a link to each, which is kept for as long as it is good", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    const bytes = bytesOf(50);
    await chat.sendFiles([pdf(bytes)]);
    await chat.untilScreen("files (sent)");
    const files = await chat.files();
    const url = await files.link("f-u-1");
    const response = await fetch(url);
    expect([response.headers.get("content-type"), Buffer.from(await response.arrayBuffer())]).toEqual([
      "application/pdf",
      bytes,
    ]);
    expect(await files.link("f-u-1")).toBe(url);
    expect(await files.link("f-u-1", true)).not.toBe(url);
    await expect(files.link("f-none")).rejects.toMatchObject({ code: "not_found" });
  });

  test("are the files and words of a message that was not sent, to change it", async () => {
    await using server = await startFakeChatServer();
    using chat = await open(server);
    server.uploads.refuse = "content";
    await chat.sendFiles([pdf(bytesOf(5), "a.pdf")], { text: "see here", alt: "a ticket" });
    await chat.untilScreen("files (file_content)");
    const content = await (await chat.files()).contentOf(chat.getState().entries[0]?.key ?? "");
    expect(content?.text).toBe("see here");
    expect(content?.files.map(({ file, alt }) => [file.name, file.size, file.type, alt])).toEqual([
      ["a.pdf", 5, "application/pdf", "a ticket"],
    ]);
  });
});
