import { Readable } from "node:stream";
import type { FileScanner } from "#channel/host/file-scanner.ts";

/**
 * Asks a service: `POST` with the bytes as the body, their type as `Content-Type` and their SHA-256 (base64url) in `X-File-Sha256`. It
 * answers with 200 and `{ "verdict": "clean" }`, or `refused`, or `later`.
 */
export function createHttpScanner(url: string, call: typeof fetch): FileScanner {
  return {
    async scan({ id, mediaType, bytes, content }, signal) {
      const request = {
        method: "POST",
        headers: {
          "Content-Type": mediaType,
          "Content-Length": String(bytes),
          "X-File-Sha256": id.replace(/^sha256-/, ""),
        },
        body: Readable.toWeb(Readable.from(content())) as ReadableStream,
        // The body is sent while it is read. The types of `fetch` do not know it.
        duplex: "half" as const,
        redirect: "error" as const,
        signal,
      };
      const response = await call(url, request);
      if (response.status !== 200) throw new Error(`the scanner answered with ${response.status}`);
      const answer: unknown = await response.json();
      // `scanFile` looks at it.
      return (Object(answer) as { verdict: "clean" }).verdict;
    },
  };
}
