import { DeliveryError, type DeliveryErrorKind } from "#channel/delivery-error.ts";
import { asObject, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { notAnswered, waitIn } from "#channel/kit/platform/call-failure.ts";

/** How the gateway is called. */
export type GatewayAccess = {
  readonly apiUrl: string;
  readonly businessId: string;
  readonly token: () => Promise<string>;
  readonly fetch: typeof fetch;
};

export type GatewayCall = {
  readonly method: "GET" | "POST";
  readonly path: "message" | "preUpload" | "preDownload" | "decodePayload";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
};

/** As Apple asks for ("Sending Text Messages"). */
const timeoutMs = 30_000;

/**
 * Calls the gateway. Its answer is unpacked as it is read, so read it with a bound.
 * @throws DeliveryError whose `code` is the status.
 */
export async function callGateway(access: GatewayAccess, given: GatewayCall): Promise<Response> {
  const { method, path, headers = {}, body, signal } = given;
  const response = await access
    .fetch(`${access.apiUrl}/${path}`, {
      method,
      headers: { authorization: `Bearer ${await access.token()}`, "source-id": access.businessId, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: "error",
    })
    .catch((cause: unknown) => {
      throw notAnswered("Apple", cause);
    });
  if (response.ok) return response;
  await response.body?.cancel();
  const { status } = response;
  throw new DeliveryError(`Apple answered ${status}`, kindOf(status), {
    code: String(status),
    ...waitIn(response.headers),
  });
}

/** "Response Codes" of the specification, and what gateways in general say. */
function kindOf(status: number): DeliveryErrorKind {
  if (status === 401 || status === 403) return "auth";
  // The person is not there, or is not this business's.
  if (status === 404 || status === 410) return "recipient";
  if (status === 429) return "rate";
  // Between the two servers: it may have arrived.
  if (status === 502 || status === 504) return "unknown";
  return status >= 500 ? "transient" : "content";
}

/**
 * The JSON of an answer.
 * @param most bytes of it, unpacked.
 * @throws DeliveryError
 */
export async function readAnswer({ body }: Response, most: number): Promise<JsonObject> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    if (body === null) return {};
    for await (const piece of body) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > most)
        throw new DeliveryError(`Apple's answer has more than ${most} bytes`, "content", { code: "too_large" });
    }
    return asObject(JSON.parse(Buffer.concat(pieces).toString()));
  } catch (cause) {
    if (cause instanceof DeliveryError) throw cause;
    if (cause instanceof SyntaxError)
      throw new DeliveryError("Apple's answer is no JSON", "content", { code: "no_json" });
    throw new DeliveryError("Apple's answer broke off", "transient", { cause });
  }
}
