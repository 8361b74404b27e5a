import type { FileLink, Problem, Upload, UploadRules } from "@causerie/protocol";
import { call, type RestClient, type RestResponse } from "./rest-client.ts";

/** A real picture: one red pixel. */
export const redPixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

/** A file that begins as a PNG does and is as long as that. */
export function pngOf(bytes: number, fill = 7): Buffer {
  const padded = Buffer.alloc(Math.max(bytes, redPixel.length), fill);
  redPixel.copy(padded);
  return padded;
}

/** What a page does to send a file, over REST. */
export class UploadClient {
  readonly client: RestClient;

  constructor(client: RestClient) {
    this.client = client;
  }

  rules(): Promise<RestResponse<UploadRules & Problem>> {
    return this.client.get("/uploads");
  }

  begin(
    clientId: string,
    bytes: number,
    { name = "cat.png", mediaType = "image/png" } = {},
  ): Promise<RestResponse<Upload & Problem>> {
    return this.client.post("uploads", { clientId, name, mediaType, bytes }) as Promise<RestResponse<Upload & Problem>>;
  }

  patch(
    id: string,
    offset: number,
    body: Buffer,
    headers: Record<string, string> = {},
  ): Promise<RestResponse<Problem | undefined>> {
    return call(`${this.client.conversationUrl}/uploads/${id}`, {
      method: "PATCH",
      headers: {
        ...this.client.authorization(),
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": String(offset),
        ...headers,
      },
      body: new Uint8Array(body),
    });
  }

  head(id: string): Promise<RestResponse> {
    return this.#plain("HEAD", id);
  }

  drop(id: string): Promise<RestResponse> {
    return this.#plain("DELETE", id);
  }

  /** Begins, sends all pieces, and answers with the id. */
  async upload(clientId: string, content: Buffer, named: { name?: string; mediaType?: string } = {}): Promise<string> {
    const { body } = await this.begin(clientId, content.length, named);
    for (let offset = body.offset; offset < content.length; offset += body.chunkBytes) {
      const piece = await this.patch(body.uploadId, offset, content.subarray(offset, offset + body.chunkBytes));
      if (piece.status !== 204)
        throw new Error(`a piece was answered with ${piece.status} ${piece.body?.detail ?? ""}`);
    }
    return body.uploadId;
  }

  send(clientId: string, files: { uploadId: string; alt?: string }[], text?: string): Promise<RestResponse> {
    const content = { type: "files", files, ...(text === undefined ? {} : { text }) };
    return this.client.post("messages", { clientId, content });
  }

  link(fileId: string): Promise<RestResponse<FileLink & Problem>> {
    return this.client.post(`files/${fileId}/link`, {}) as Promise<RestResponse<FileLink & Problem>>;
  }

  #plain(method: string, id: string): Promise<RestResponse> {
    return call(`${this.client.conversationUrl}/uploads/${id}`, { method, headers: this.client.authorization() });
  }
}
