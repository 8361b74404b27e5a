import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "#support/listen.ts";
import { findSignatureFault, sha256 } from "./s3-signature.ts";

type StoredObject = { content: Buffer; type: string };

/** What a store does to a request. `cut`: it sends half of the body. `drop`: it hangs up. */
export type Fault = "slow_down" | "cut" | "drop" | "forbidden" | "no_bucket" | "internal";

export type S3Server = AsyncDisposable & {
  /** As `files` of the configuration names it. */
  readonly address: string;
  readonly objects: Map<string, StoredObject>;
  /** Each request that was answered or refused: method, key and status, or the fault. */
  readonly requests: string[];
  /** For the next requests of a method, one each. */
  readonly faults: { method: string; fault: Fault }[];
  /** By which its clock is ahead, in milliseconds. */
  clockShift: number;
};

export const s3Secret = "the secret of the tests' bucket";

/** The keys of a program of AWS, where its client finds them. */
export const s3Environment = { AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: s3Secret };

/** Objects of one page of a list: few, so that lists have pages. */
const pageSize = 3;

/** A store that speaks S3, on this machine: it checks signatures and bodies, and lists in pages. */
export async function startS3Server({ bucket = "files", prefix = "chat" } = {}): Promise<S3Server> {
  const objects = new Map<string, StoredObject>();
  const requests: string[] = [];
  const faults: S3Server["faults"] = [];
  const state = { clockShift: 0 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const now = Date.now() + state.clockShift;
    response.setHeader("Date", new Date(now).toUTCString());
    const { method = "" } = request;
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const [, named, ...rest] = decodeURIComponent(pathname).split("/");
    const key = rest.join("/");
    const note = (what: string): void => void requests.push(`${method} ${key} ${what}`);
    const refuse = (status: number, code: string): void => {
      note(code);
      response.writeHead(status, { "Content-Type": "application/xml" });
      response.end(
        method === "HEAD" ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>.</Message></Error>`,
      );
    };

    const signature = findSignatureFault(request, body, { secret: s3Secret, now });
    if (signature !== undefined) return refuse(403, signature);
    const index = faults.findIndex((each) => each.method === method);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    switch (fault) {
      case "slow_down":
        return refuse(503, "SlowDown");
      case "internal":
        return refuse(500, "InternalError");
      case "forbidden":
        return refuse(403, "AccessDenied");
      case "no_bucket":
        return refuse(404, "NoSuchBucket");
      case "drop":
        note("dropped");
        return void response.destroy();
      case "cut":
      case undefined:
    }
    if (named !== bucket) return refuse(404, "NoSuchBucket");
    const checksum = request.headers["x-amz-checksum-sha256"];
    if (checksum !== undefined && checksum !== sha256(body, "base64")) return refuse(400, "BadDigest");
    if (request.headers["content-encoding"]?.includes("aws-chunked") === true) return refuse(501, "NotImplemented");

    /** An object, with its bytes or without. */
    function give(withBytes: boolean): void {
      const found = objects.get(key);
      if (found === undefined) return refuse(404, "NoSuchKey");
      const { content, type } = found;
      const [, start = "0", end = String(content.length - 1)] =
        /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
      const part = content.subarray(Number(start), Number(end) + 1);
      note(fault === "cut" ? "cut" : withBytes ? "206" : "200");
      response.writeHead(withBytes ? 206 : 200, { "Content-Type": type, "Content-Length": part.length });
      if (fault !== "cut") return void response.end(withBytes ? part : undefined);
      response.write(part.subarray(0, Math.floor(part.length / 2)), () => response.destroy());
    }

    switch (method) {
      case "PUT": {
        const source = request.headers["x-amz-copy-source"];
        const from =
          source === undefined ? undefined : objects.get(decodeURIComponent(String(source)).replace(/^\/?[^/]+\//, ""));
        if (source !== undefined && from === undefined) return refuse(404, "NoSuchKey");
        objects.set(key, from ?? { content: body, type: request.headers["content-type"] ?? "" });
        note("200");
        response.writeHead(200, { "Content-Type": "application/xml" });
        return void response.end(source === undefined ? "" : "<CopyObjectResult><ETag>x</ETag></CopyObjectResult>");
      }
      case "DELETE":
        objects.delete(key);
        note("204");
        return void response.writeHead(204).end();
      case "GET":
        if (key === "" && searchParams.get("list-type") === "2") {
          note("list");
          return void response.writeHead(200, { "Content-Type": "application/xml" }).end(list(searchParams));
        }
        return give(true);
      case "HEAD":
        return give(false);
    }
    refuse(405, "MethodNotAllowed");
  }

  function list(query: URLSearchParams): string {
    const after = query.get("continuation-token") ?? "";
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after)
      .toSorted();
    const page = keys.slice(0, pageSize);
    const next = keys.length > pageSize ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
    return `<ListBucketResult><IsTruncated>${next !== ""}</IsTruncated>${next}${contents}</ListBucketResult>`;
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  return {
    address: `s3://${bucket}/${prefix}?endpoint=${url}&region=eu-test-1`,
    objects,
    requests,
    faults,
    get clockShift() {
      return state.clockShift;
    },
    set clockShift(ms) {
      state.clockShift = ms;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
