import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ErrorCode, type SentFile, toProblem, type UploadRules } from "@causerie/protocol";

/** What happens to a piece of a file in the place of being taken. `half`: the line is cut when half of it has come. */
export type PieceFault = "half" | "lost_answer" | "other_offset" | "silent" | ErrorCode;

type Upload = { id: string; clientId: string; name: string; mediaType: string; bytes: number; got: Buffer };

/** The uploads of a chat server in memory, resumable, and as bad as a test wants them. */
export type FakeUploads = {
  /** Undefined: this server takes no files. */
  rules: UploadRules | undefined;
  chunkBytes: number;
  minChunkBytes: number;
  /** What happens to the next pieces; then they are taken. */
  faults: PieceFault[];
  /** Milliseconds that each piece takes. */
  pieceMs: number;
  /** Refuses the file when its last piece has come. */
  refuse: "type" | "content" | "scanner" | undefined;
  linkMs: number;
  /** `offset+length` of each piece that was taken. */
  pieces: string[];
  all: Map<string, Upload>;
  /** What the log says of the files of a message. Undefined: one of them is not there, or not complete. */
  toSent(ids: readonly string[]): SentFile[] | undefined;
  digest(id: string): string;
  /** Everything below the conversation. @returns false where it is no route of files. */
  serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The files themselves, by their links. */
  serveLink(request: IncomingMessage, response: ServerResponse): boolean;
  /** Drops what was begun, as a server does after some time. */
  expire(): void;
};

export function createFakeUploads(): FakeUploads {
  let made = 0;
  const links = new Map<string, { upload: Upload; endsAt: number }>();

  function refuse(response: ServerResponse, code: ErrorCode, more: object = {}, headers: object = {}): void {
    const value = { ...toProblem(code), ...more };
    response
      .writeHead(value.status, { "content-type": "application/problem+json", ...headers })
      .end(JSON.stringify(value));
  }

  function answer(response: ServerResponse, status: number, value: unknown): void {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  }

  async function read(request: IncomingMessage, most = Infinity): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= most) break;
    }
    return Buffer.concat(chunks).subarray(0, most);
  }

  async function begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clientId, name, mediaType, bytes } = JSON.parse((await read(request)).toString()) as Upload;
    const { rules } = uploads;
    if (rules === undefined) return refuse(response, "unsupported");
    if (bytes > rules.maxBytes) return refuse(response, "too_large");
    if (!rules.accept.includes(mediaType)) return refuse(response, "file_refused", { reason: "type" });
    const known = [...uploads.all.values()].find((upload) => upload.clientId === clientId);
    const upload = known ?? { id: `u-${(made += 1)}`, clientId, name, mediaType, bytes, got: Buffer.alloc(0) };
    uploads.all.set(upload.id, upload);
    answer(response, 201, {
      uploadId: upload.id,
      offset: upload.got.length,
      chunkBytes: uploads.chunkBytes,
      minChunkBytes: uploads.minChunkBytes,
      expiresInMs: 3_600_000,
    });
  }

  async function patch(upload: Upload, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = uploads.faults.shift();
    const offset = Number(request.headers["upload-offset"]);
    const mismatch = (): void =>
      refuse(response, "offset_mismatch", { offset: upload.got.length }, { "upload-offset": upload.got.length });
    if (fault === "other_offset") {
      upload.got = upload.got.subarray(0, Math.floor(upload.got.length / 2));
      await read(request);
      return mismatch();
    }
    if (fault === "half") {
      const length = Number(request.headers["content-length"]);
      const piece = await read(request, Math.floor(length / 2));
      upload.got = Buffer.concat([upload.got, piece]);
      return void response.destroy();
    }
    const piece = await read(request);
    if (fault === "silent") return;
    if (fault !== undefined && fault !== "lost_answer") return refuse(response, fault);
    if (offset !== upload.got.length) return mismatch();
    const isLast = offset + piece.length === upload.bytes;
    if (piece.length > uploads.chunkBytes || (piece.length < uploads.minChunkBytes && !isLast))
      return refuse(response, "invalid_request");
    await new Promise((resolve) => setTimeout(resolve, uploads.pieceMs));
    // Another tab has sent it meanwhile.
    if (offset !== upload.got.length) return mismatch();
    upload.got = Buffer.concat([upload.got, piece]);
    uploads.pieces.push(`${offset}+${piece.length}`);
    if (isLast && uploads.refuse !== undefined) {
      uploads.all.delete(upload.id);
      return refuse(response, "file_refused", { reason: uploads.refuse });
    }
    if (fault === "lost_answer") return void response.destroy();
    response.writeHead(204, { "upload-offset": upload.got.length }).end();
  }

  const uploads: FakeUploads = {
    rules: {
      accept: ["image/png", "image/jpeg", "text/plain", "application/pdf", "video/webm", "audio/wav"],
      maxBytes: 10_000_000,
      maxFiles: 5,
    },
    chunkBytes: 1024 * 1024,
    minChunkBytes: 16 * 1024,
    faults: [],
    pieceMs: 0,
    refuse: undefined,
    linkMs: 60_000,
    pieces: [],
    all: new Map(),
    toSent(ids) {
      const found = ids.map((id) => uploads.all.get(id));
      if (found.some((upload) => upload === undefined || upload.got.length < upload.bytes)) return undefined;
      return found
        .flatMap((upload) => upload ?? [])
        .map(({ id, name, mediaType, bytes }) => ({ id: `f-${id}`, name, mediaType, bytes }));
    },
    digest: (id) =>
      createHash("sha256")
        .update(uploads.all.get(id)?.got ?? "")
        .digest("hex"),
    async serve(path, request, response) {
      const [kind, id = "", last] = path.split("/");
      if (kind === "files" && last === "link" && request.method === "POST") {
        const upload = uploads.all.get(id.replace("f-", ""));
        if (upload === undefined) return (refuse(response, "not_found"), true);
        const key = `${id}-${(made += 1)}`;
        links.set(key, { upload, endsAt: Date.now() + uploads.linkMs });
        answer(response, 200, { url: `/web/v1/files/${key}`, expiresInMs: uploads.linkMs });
        return true;
      }
      if (kind !== "uploads") return false;
      if (id === "" && request.method === "POST") return (await begin(request, response), true);
      if (id === "")
        return (
          uploads.rules === undefined ? refuse(response, "unsupported") : answer(response, 200, uploads.rules), true
        );
      const upload = uploads.all.get(decodeURIComponent(id));
      if (upload === undefined) return (await read(request), refuse(response, "not_found"), true);
      if (request.method === "PATCH") return (await patch(upload, request, response), true);
      if (request.method === "DELETE") uploads.all.delete(upload.id);
      response
        .writeHead(request.method === "DELETE" ? 204 : 200, {
          "upload-offset": upload.got.length,
          "upload-length": upload.bytes,
        })
        .end();
      return true;
    },
    serveLink(request, response) {
      const url = new URL(request.url ?? "/", "http://localhost");
      const key = /^\/web\/v1\/files\/([^/]+)$/.exec(url.pathname)?.[1];
      if (key === undefined) return false;
      const link = links.get(key);
      if (link === undefined || link.endsAt < Date.now()) return (refuse(response, "not_found"), true);
      const { upload } = link;
      response
        .writeHead(200, {
          "content-type": upload.mediaType,
          "content-length": upload.got.length,
          ...(url.searchParams.has("download") && { "content-disposition": "attachment" }),
        })
        .end(upload.got);
      return true;
    },
    expire: () => uploads.all.clear(),
  };
  return uploads;
}
