import { RequestError } from "#app/errors.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/openai/limits.ts";

/** What a client asks. The bot has its own memory, so of the messages the newest one counts. */
export type ChatRequest = {
  model: string;
  text: string;
  files: EncodedFile[];
  stream: boolean;
  /** A stream ends with a count of tokens. */
  withUsage: boolean;
  /** By the body: who speaks, and in which conversation. */
  user: string | undefined;
  conversation: string | undefined;
};

/** A file in the request itself (base64), or at an address that nobody fetches. */
export type EncodedFile = { kind: "image" | "audio" | "file"; mediaType: string; name?: string } & (
  | { base64: string; url?: never }
  | { url: string; base64?: never }
);

/**
 * Reads a body of `POST /v1/chat/completions`. What steers a model (temperature, tools …) is passed over, since no model answers.
 * @throws RequestError `invalid_request`, which names the field
 */
export function parseChatRequest(body: Buffer): ChatRequest {
  const request = asObject(parseJson(body));
  const { model, n, stream = false } = request;
  if (typeof model !== "string" || model === "") throw wrong("model", "is missing");
  if (typeof stream !== "boolean" && stream !== null) throw wrong("stream", "must be true or false");
  if (n !== undefined && n !== null && n !== 1) throw wrong("n", "must be 1: the bot has one answer");
  const metadata = asObject(request["metadata"]);
  return {
    model,
    ...readNewest(request["messages"]),
    stream: stream === true,
    withUsage: asObject(request["stream_options"])["include_usage"] === true,
    user: asText(request["safety_identifier"]) ?? asText(request["user"]),
    conversation: asText(metadata["conversation_id"]),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    // The parser's own error would quote what a person wrote.
    throw new RequestError("invalid_request", "the body is not JSON");
  }
}

function readNewest(messages: unknown): Pick<ChatRequest, "text" | "files"> {
  const newest = asList(messages).at(-1);
  if (newest === undefined) throw wrong("messages", "must be a list with at least one message");
  const { role, content } = asObject(newest);
  if (role !== "user") throw wrong("messages", "the last one must be of the role user: it is what the bot answers");
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : asList(content).map(asObject);
  const text = parts
    .flatMap((part) => (part["type"] === "text" ? [asText(part["text"]) ?? ""] : []))
    .join("\n")
    .trim();
  const files = parts.flatMap(readFile);
  if (text === "" && files.length === 0) throw wrong("messages", "the last one says nothing");
  if (text.length > limits.text) throw wrong("messages", `a text may have at most ${limits.text} characters`);
  if (files.length > limits.files.most)
    throw wrong("messages", `a message may have at most ${limits.files.most} files`);
  return { text, files };
}

/** Parts of messages by their documented types (platform.openai.com/docs/api-reference/chat/create). Others are passed over. */
function readFile(part: JsonObject): EncodedFile[] {
  switch (part["type"]) {
    case "image_url": {
      const url = asText(asObject(part["image_url"])["url"]);
      return url === undefined ? [] : [fromAddress(url)];
    }
    case "input_audio": {
      const { data, format } = asObject(part["input_audio"]);
      const mediaType =
        format === "mp3" ? "audio/mpeg" : `audio/${asText(format)?.replaceAll(/[^a-z0-9]/g, "") ?? "wav"}`;
      return typeof data === "string" ? [{ kind: "audio", mediaType, base64: data }] : [];
    }
    case "file": {
      const { file_data: data, filename } = asObject(part["file"]);
      const file = typeof data === "string" ? fromAddress(data) : undefined;
      const name = asText(filename);
      return file?.base64 === undefined ? [] : [{ ...file, kind: "file", ...(name === undefined ? {} : { name }) }];
    }
    default:
      return [];
  }
}

/** `data:image/png;base64,…`, or an address of the web. */
function fromAddress(url: string): EncodedFile {
  const [, mediaType, base64] =
    /^data:([\w.+-]{1,60}\/[\w.+-]{1,60})(?:;[\w.=-]{1,60})*;base64,([\s\S]*)$/i.exec(url) ?? [];
  if (mediaType !== undefined && base64 !== undefined)
    return { kind: "image", mediaType: mediaType.toLowerCase(), base64 };
  if (url.startsWith("data:")) throw wrong("messages", "a file must be a data: address with base64");
  return { kind: "image", mediaType: "application/octet-stream", url };
}

/** @param field of the body; {@link toOpenAiError} finds it before the colon. */
export function wrong(field: string, what: string): RequestError {
  return new RequestError("invalid_request", `${field}: ${what}`);
}
