import { RequestError } from "@causerie/server/app/errors.ts";
import { type BlobStore, recentMs } from "@causerie/server/channel/host/blob-store.ts";
import type { Bucket } from "@causerie/server/store/blobs/s3/bucket.ts";
import { parseS3Address } from "@causerie/server/channel/kit/s3-address.ts";
import { createS3BlobStore } from "@causerie/server/store/blobs/s3/s3-blob-store.ts";
import { openS3Bucket } from "@causerie/server/store/blobs/s3/s3-bucket.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type S3Server, s3Environment, startS3Server } from "#support/files/s3-server.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { blobsContract } from "./blobs-contract.ts";

let server: S3Server;
let bucket: Bucket & Disposable;
let prefixes = 0;
const { logger, lines } = collectLogLines("info");

beforeAll(async () => {
  for (const [name, value] of Object.entries(s3Environment)) vi.stubEnv(name, value);
  server = await startS3Server();
  const address = parseS3Address(server.address);
  if (address === undefined) throw new Error("the address of the tests' bucket is none");
  bucket = await openS3Bucket(address, logger);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  bucket[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  server.requests.length = 0;
  lines.length = 0;
});

/** A new, empty store: under a prefix of its own. */
function open(now: () => number = Date.now, folder = temporaryFolder()): BlobStore {
  prefixes += 1;
  // Looked at when it is used: the contract opens stores before the server is there.
  const late = new Proxy({} as Bucket, { get: (_, name) => bucket[name as keyof Bucket] });
  return createS3BlobStore({ bucket: late, prefix: `chat${prefixes}/`, folder, now });
}

blobsContract("A bucket", open);

async function* picture(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a picture");
}
const put = (blobs: BlobStore) => blobs.put(picture(), { mediaType: "image/png" }, 100);

async function read(blobs: BlobStore, id: string, part?: { start: number; end: number }): Promise<string> {
  const found: Uint8Array[] = [];
  for await (const piece of (await blobs.get(id))?.content(part) ?? []) found.push(piece);
  return Buffer.concat(found).toString();
}

describe("a bucket that is busy, or whose line is bad", () => {
  test.each(["slow_down", "internal", "drop"] as const)("a file is put and read all the same: %s", async (fault) => {
    const blobs = open();
    server.faults.push({ method: "PUT", fault }, { method: "PUT", fault }, { method: "HEAD", fault });
    const { id } = await put(blobs);
    server.faults.push({ method: "GET", fault });
    expect(await read(blobs, id)).toBe("a picture");
    expect(server.faults).toEqual([]);
    expect(lines).toEqual([]);
  });

  test("the rest of a body that breaks off is asked for again, and nothing comes twice", async () => {
    const blobs = open();
    const { id } = await put(blobs);
    server.faults.push({ method: "GET", fault: "cut" }, { method: "GET", fault: "cut" });
    expect(await read(blobs, id, { start: 2, end: 8 })).toBe("picture");
    expect(server.requests.filter((request) => request.endsWith("cut"))).toHaveLength(2);
  });

  test("a clock that is an hour off is set by the answer", async () => {
    server.clockShift = 3_600_000;
    try {
      const blobs = open();
      const { id } = await put(blobs);
      expect(await read(blobs, id)).toBe("a picture");
      expect(server.requests.some((request) => request.endsWith("RequestTimeTooSkewed"))).toBe(true);
    } finally {
      server.clockShift = 0;
      await read(open(), "sha256-none");
    }
  });

  test("what is refused for good is told to the operator once, and to the peer as something that may pass", async () => {
    const blobs = open();
    const { id } = await put(blobs);
    for (const fault of ["forbidden", "forbidden", "forbidden"] as const) {
      server.faults.push({ method: "HEAD", fault });
      const error = await rejectionOf(blobs.get(id), RequestError);
      expect([error.code, error.message]).toEqual([
        "unavailable",
        "The server cannot reach its files at the moment: come again later",
      ]);
    }
    expect(await read(blobs, id)).toBe("a picture");
    expect(lines.map(({ msg }) => msg)).toEqual([
      "the store of files refuses, or cannot be reached; files can be neither taken nor given",
      "the store of files answers again",
    ]);
    expect(JSON.stringify(lines)).not.toContain(s3Environment.AWS_SECRET_ACCESS_KEY);
  });
});

test("a wrong secret opens nothing", async () => {
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "another secret");
  const address = parseS3Address(server.address);
  using stranger = await openS3Bucket(address as NonNullable<typeof address>, logger);
  await rejectionOf(stranger.head("chat1/blobs/x"), RequestError);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", s3Environment.AWS_SECRET_ACCESS_KEY);
  expect(server.requests).toEqual(["HEAD chat1/blobs/x SignatureDoesNotMatch"]);
});

test("a file that was not taken leaves nothing here and nothing there", async () => {
  const folder = temporaryFolder();
  const blobs = open(Date.now, folder);
  await rejectionOf(blobs.put(picture(), { mediaType: "image/png" }, 3), RequestError);
  expect(server.requests).toEqual([]);
  await put(blobs);
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});

/** The bucket, with something that happens before its n-th call. */
function interrupted(at: number, happens: () => Promise<unknown>): { bucket: Bucket; calls: () => number } {
  let calls = 0;
  const step = async (): Promise<void> => {
    calls += 1;
    if (calls === at) await happens();
  };
  const wrapped: Bucket = {
    put: (...given) => step().then(() => bucket.put(...given)),
    mark: (...given) => step().then(() => bucket.mark(...given)),
    head: (...given) => step().then(() => bucket.head(...given)),
    copy: (...given) => step().then(() => bucket.copy(...given)),
    remove: (...given) => step().then(() => bucket.remove(...given)),
    read: (...given) => bucket.read(...given),
    async *list(prefix) {
      await step();
      yield* bucket.list(prefix);
    },
  };
  return { bucket: wrapped, calls: () => calls };
}

type Act = "put" | "delete" | "settle";

/** Runs one of two at each step of the other one. @returns in how many ways. */
async function tryEachStep(outer: Act, inner: Act): Promise<number> {
  for (let at = 1; ; at += 1) {
    prefixes += 1;
    const clock = { now: Date.now() - 2 * recentMs };
    const parts = { prefix: `steps${prefixes}/`, folder: temporaryFolder(), now: () => clock.now };
    const blobs = createS3BlobStore({ bucket, ...parts });
    const { id } = await put(blobs);
    clock.now += 2 * recentMs;
    const acts = (store: BlobStore): Record<Act, () => Promise<unknown>> => ({
      put: () => put(store),
      delete: () => store.delete(id),
      settle: () => store.settle(async (ids) => ids),
    });
    const { bucket: stepped, calls } = interrupted(at, acts(blobs)[inner]);
    await acts(createS3BlobStore({ bucket: stepped, ...parts }))[outer]();
    if (calls() < at) return at - 1;
    expect({ inner, at, outer, read: await read(blobs, id) }).toEqual({ inner, at, outer, read: "a picture" });
    clock.now += recentMs;
    await blobs.settle(async (ids) => ids);
    expect([...server.objects.keys()].filter((key) => key.startsWith(parts.prefix))).toEqual([]);
  }
}

test.each([
  ["delete", "put", 5],
  ["settle", "put", 5],
  ["put", "delete", 2],
  ["put", "settle", 2],
] as const)("whoever has put a file finds it: at each step of %s there was a %s", async (outer, inner, ways) => {
  expect(await tryEachStep(outer, inner)).toBeGreaterThanOrEqual(ways);
});

test("a file that a killed process was removing comes back, and goes with a later look if nobody wants it", async () => {
  const clock = { now: Date.now() - 2 * recentMs };
  prefixes += 1;
  const parts = { prefix: `killed${prefixes}/`, folder: temporaryFolder(), now: () => clock.now };
  const blobs = createS3BlobStore({ bucket, ...parts });
  const { id } = await put(blobs);
  clock.now += 2 * recentMs;
  for (const survives of [1, 2]) {
    let removals = 0;
    const remove = async (key: string): Promise<void> => {
      removals += 1;
      if (removals >= survives) throw new Error("killed");
      await bucket.remove(key);
    };
    const dying = createS3BlobStore({ ...parts, bucket: { ...bucket, remove } });
    expect((await rejectionOf(dying.delete(id), Error)).message).toBe("killed");
    clock.now += 120_000;
    await blobs.settle(async () => []);
    expect(await read(blobs, id)).toBe("a picture");
    clock.now += 2 * recentMs;
  }
  await blobs.settle(async (ids) => ids);
  expect([...server.objects.keys()].filter((key) => key.startsWith(parts.prefix))).toEqual([]);
});

test.each([
  ["s3://files", { bucket: "files", prefix: "", region: "us-east-1", pathStyle: false }],
  ["s3://files/a/b/?region=eu-west-3", { bucket: "files", prefix: "a/b/", region: "eu-west-3", pathStyle: false }],
  [
    "s3://files/chat?endpoint=https://minio.example.com:9000",
    {
      bucket: "files",
      prefix: "chat/",
      region: "us-east-1",
      endpoint: "https://minio.example.com:9000",
      pathStyle: true,
    },
  ],
  [
    "s3://files?endpoint=http://r2&pathStyle=false",
    { bucket: "files", prefix: "", region: "us-east-1", endpoint: "http://r2", pathStyle: false },
  ],
  ["https://files", undefined],
  ["s3://Files", undefined],
  ["s3://files?colour=red", undefined],
  ["s3://files?endpoint=ftp://x", undefined],
  ["s3://key:secret@files/chat", undefined],
  ["s3://files?endpoint=https://key:secret@x", undefined],
])("the address %s", (text, address) => {
  expect(parseS3Address(text)).toEqual(address);
});
