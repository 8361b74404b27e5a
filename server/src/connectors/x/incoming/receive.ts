import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { asObject, type JsonObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import type { RawRequest, RawResponse } from "#channel/kit/webhook.ts";
import type { XSettings } from "#connectors/x/options.ts";
import { type Inbound, readActivity } from "./read-activity.ts";
import { answerCrc, isSigned } from "./signature.ts";

export type ReceiveParts = {
  readonly host: Pick<ConnectorHost, "accept" | "now">;
  readonly settings: XSettings;
  readonly count: (kind: string) => void;
  /** A message has come that was not known: X charges for it. */
  readonly received: () => Promise<void>;
};

/** X asks by GET whether the secret is known here, and posts signed activities. What is not answered with 200 comes again. */
export async function receive(request: RawRequest, parts: ReceiveParts): Promise<RawResponse> {
  const { method, body, header, query } = request;
  const { consumerSecret } = parts.settings;
  if (method === "GET") {
    const answer = answerCrc(query.get("crc_token"), consumerSecret);
    return answer === undefined ? { status: 400 } : { status: 200, body: answer };
  }
  if (method !== "POST") return { status: 405, headers: { allow: "GET, POST" } };
  if (!isSigned(body, header("x-twitter-webhooks-signature"), consumerSecret)) {
    parts.count("forged");
    return { status: 401 };
  }
  const activity = parse(body.toString());
  if (activity === undefined) return { status: 400 };
  for (const inbound of readActivity(activity, { ...parts.settings, now: parts.host.now() }))
    await store(inbound, parts);
  return { status: 200 };
}

async function store(inbound: Inbound, { host, count, received }: ReceiveParts): Promise<void> {
  if (inbound.type === "unused") return count(`unused:${inbound.kind}`);
  try {
    const { duplicate } = await host.accept(inbound.event);
    count(duplicate ? "duplicate" : "event");
    if (!duplicate) await received();
  } catch (error) {
    // X would send it again for nothing: the operator has blocked the person, or it is stored as it was read before.
    if (!(error instanceof RequestError) || !["blocked", "client_id_reused"].includes(error.code)) throw error;
    count("received_already");
  }
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(parseJsonKeepingIds(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
