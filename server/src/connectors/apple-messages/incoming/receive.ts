import { RequestError } from "#app/errors.ts";
import type { InboundEvent } from "#channel/event.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { FetchError } from "#channel/kit/fetch-file.ts";
import type { JsonObject } from "#channel/kit/json-with-ids.ts";
import type { RawRequest, RawResponse } from "#channel/kit/webhook.ts";
import type { AppleMessagesSettings } from "#connectors/apple-messages/options.ts";
import type { GatewayAccess } from "#connectors/apple-messages/send/call-gateway.ts";
import { openReference } from "./open-reference.ts";
import { proveRequest } from "./prove-request.ts";
import { readAnswerTo } from "./read-answer.ts";
import { readBody } from "./read-body.ts";
import { type Inbound, readMessage, type Reading } from "./read-message.ts";

export type ReceiveParts = {
  readonly host: Pick<ConnectorHost, "accept" | "now" | "readToken" | "logger">;
  readonly settings: AppleMessagesSettings;
  readonly access: GatewayAccess;
  readonly seal: Reading["seal"];
  readonly count: (kind: string) => void;
};

/** Milliseconds for an answer that is fetched. Apple waits for ours meanwhile. */
const referenceMs = 20_000;

/** Apple posts each message by itself, with a token ("Validating a Message"). Its codes are those of the specification. */
export async function receive(request: RawRequest, parts: ReceiveParts): Promise<RawResponse> {
  const { method, path, header } = request;
  const { host, settings, count } = parts;
  if (path !== "/message") return { status: 404 };
  if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
  const proof = await proveRequest(header("authorization"), settings, host.now());
  if (proof.type !== "proved") {
    count("forged");
    if (proof.type === "missing") return { status: 401 };
    host.logger.debug({ reason: proof.reason }, "a request that is not proved to be Apple's is refused");
    return { status: 403 };
  }
  const read = await readBody(request);
  if (read.type === "refused") {
    count(read.status === 413 ? "too_large" : "unreadable");
    return { status: read.status };
  }
  return {
    status: await take(readMessage(read.body, { ...settings, header, now: host.now(), seal: parts.seal }), parts),
  };
}

/** @returns the status that Apple gets. */
async function take(inbound: Inbound, parts: ReceiveParts): Promise<number> {
  const { host, access, count } = parts;
  switch (inbound.type) {
    case "unreadable":
      count("unreadable");
      return 400;
    case "elsewhere":
      count("unused:other_business");
      return 404;
    case "unused":
      count(`unused:${inbound.kind}`);
      return 200;
    case "event":
      if (inbound.referral !== undefined) await accept(inbound.referral, parts);
      await accept(inbound.event, parts);
      return 200;
    case "answer":
      return await answer(inbound.data, inbound.base, parts);
    case "reference":
      try {
        const data = await openReference(inbound, access, AbortSignal.timeout(referenceMs));
        if (data !== undefined) return await answer(data, inbound.base, parts);
      } catch (err) {
        if (!(err instanceof DeliveryError) && !(err instanceof FetchError)) throw err;
        host.logger.warn({ err }, "an answer that Apple keeps could not be fetched");
        // What Apple refuses for good it would refuse again.
        if (!isLost(err)) throw err;
      }
      count("unused:unreadable_reference");
      return 200;
  }
}

function isLost(error: DeliveryError | FetchError): boolean {
  if (error instanceof FetchError) return error.reason !== "unreachable";
  return error.kind === "content" || error.kind === "recipient";
}

async function answer(data: JsonObject, base: Omit<InboundEvent, "content">, parts: ReceiveParts): Promise<number> {
  const content = await readAnswerTo(data, (token) => parts.host.readToken(token));
  if (content === undefined) parts.count("unused:unreadable_answer");
  else await accept({ ...base, content }, parts);
  return 200;
}

async function accept(event: InboundEvent, { host, count }: ReceiveParts): Promise<void> {
  try {
    const { duplicate } = await host.accept(event);
    count(duplicate ? "duplicate" : "event");
  } catch (error) {
    // Apple would send it again for nothing: the operator has blocked the person, or it is stored as it was read before.
    if (!(error instanceof RequestError) || !["blocked", "client_id_reused"].includes(error.code)) throw error;
    count("received_already");
  }
}
