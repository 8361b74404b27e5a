import {
  type BotMessage,
  choicesOf,
  encodeChoice,
  type ConnectorDefinition,
  type ConnectorHost,
  type Delivery,
  DeliveryError,
  type DeliveryErrorKind,
  findOptionProblems,
  isHmacOf,
  type OptionsSchema,
  parseRetryAfter,
  shorten,
  splitText,
  toPlainText,
  type ToToken,
  webhook,
} from "@causerie/server/connector";
import { toEvent, type Update } from "./chatroom-events.ts";

/**
 * A team chat that has everything: rooms with threads, people whose id changes, edits, reactions, receipts, growing texts.
 * Its updates come by webhook, or with `stream` by a connection that the connector opens itself.
 */
export type ChatroomOptions = {
  token: string;
  /** Signs the webhooks. */
  secret: string;
  apiUrl: string;
  /** Other servers of the platform: an update may name one of them as the place for its answer. */
  servers?: string[];
  stream?: boolean;
  /** Messages in a second, and milliseconds between two to one person. */
  rate?: { perSecond?: number; perRecipientMs?: number };
};

const options: OptionsSchema = {
  type: "object",
  required: ["token", "secret", "apiUrl"],
  properties: {
    token: { title: "Token", description: "of the bot's account", type: "string", writeOnly: true },
    secret: { title: "Secret", description: "of the webhook", type: "string", writeOnly: true },
    apiUrl: { title: "API", description: "the platform's address", type: "string" },
    servers: { title: "Servers", description: "other addresses of the platform", type: "array" },
    stream: { title: "Stream", description: "open a connection instead of a webhook", type: "boolean", default: false },
    rate: { title: "Rate", description: "what the platform allows", type: "object" },
  },
};

/** One message as the platform takes it. */
export type Post = { text: string; choices?: { label: string; token?: string; url?: string }[] };

const longest = 400;
/** To tap; further ones are in the text. */
const mostChoices = 50;

export function chatroom(given: ChatroomOptions): ConnectorDefinition {
  const { token, secret, apiUrl, servers = [], stream = false, rate } = given;
  return {
    id: "chatroom",
    channel: "chatroom",
    path: "/chatroom",
    options,
    problems: () => findOptionProblems(options, given),
    start(host) {
      const call = (path: string, method: string, body: object, signal?: AbortSignal, at = apiUrl): Promise<Response> =>
        host.fetch(`${at}${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify(body),
          ...(signal === undefined ? {} : { signal }),
        });

      async function send(path: string, method: string, body: object, { address }: Delivery, signal: AbortSignal) {
        const { server = apiUrl } = address.route ?? {};
        // The route comes from an update. A server that we do not know would get our token.
        if (server !== apiUrl && !servers.includes(server)) throw new DeliveryError("unknown server", "platform");
        const response = await call(path, method, body, signal, server).catch(didNotRespond);
        const answer = (await response.json().catch(() => ({}))) as { id?: string; code?: string };
        if (response.ok) return answer.id === undefined ? {} : { externalId: answer.id };
        throw toError(response, answer.code);
      }

      async function fetchFile(file: string): Promise<AsyncIterable<Uint8Array>> {
        const headers = { authorization: `Bearer ${token}` };
        const { ok, status, body } = await host.fetch(`${apiUrl}/files/${encodeURIComponent(file)}`, { headers });
        if (!ok || body === null) throw new Error(`the platform answered ${status} for a file`);
        return body;
      }

      /** @throws when the update could not be stored. */
      async function receive(update: Update): Promise<void> {
        if (update.type === "receipt") await host.reportDelivery(toReport(update));
        const event = await toEvent(update, { host, fetchFile });
        if (event !== undefined) await host.accept(event);
      }

      return {
        connector: {
          id: "chatroom",
          channel: "chatroom",
          delivery: "push",
          capabilities: {
            reply: { type: "async" },
            proactive: { type: "always" },
            text: { max: longest, formats: ["plain"] },
            buttons: { count: mostChoices, label: 80, value: 64 },
            typing: true,
            stream: "edit",
            groups: true,
            interface: "text",
            ...(rate === undefined ? {} : { rate }),
          },
          render: (message, toToken) => ({ payloads: render(message, toToken), losses: [] }),
          deliver: (delivery, signal) => {
            const { id: key, address, payload } = delivery;
            const { thread } = address;
            return send(
              `/rooms/${address.user}/messages`,
              "POST",
              { key, thread, ...(payload as Post) },
              delivery,
              signal,
            );
          },
          async edit(delivery, message, signal) {
            await send(`/messages/${message}`, "PATCH", delivery.payload as Post, delivery, signal);
          },
          async typing({ user, thread }, on) {
            const response = await call(`/rooms/${user}/typing`, "POST", { thread, on }).catch(didNotRespond);
            if (!response.ok) throw toError(response, undefined);
          },
        },
        ...(stream
          ? { run: (signal) => follow({ apiUrl, call, receive, host, signal }) }
          : {
              router: webhook(async ({ body, header }) => {
                const [at = "", signature = ""] = (header("x-chatroom-signature") ?? "").split(".");
                const rule = { algorithm: "sha256", secrets: [secret] } as const;
                const isSigned = isHmacOf(
                  Buffer.concat([Buffer.from(`${at}.`), body]),
                  Buffer.from(signature, "hex"),
                  rule,
                );
                // An old request is a copy that somebody has kept.
                if (!isSigned || Math.abs(host.now() - Number(at)) > 300_000) return { status: 401 };
                await receive(JSON.parse(body.toString()) as Update);
                return { status: 200 };
              }),
            }),
      };
    },
  };
}

type FollowParts = {
  apiUrl: string;
  call: (path: string, method: string, body: object, signal?: AbortSignal) => Promise<Response>;
  receive: (update: Update) => Promise<void>;
  host: ConnectorHost;
  signal: AbortSignal;
};

/** Reads the platform's stream, and says of each update whether it is stored: one that is not comes again. */
async function follow({ apiUrl, call, receive, host, signal }: FollowParts): Promise<void> {
  const response = await call("/stream", "POST", {}, signal);
  if (!response.ok || response.body === null) throw new Error(`${apiUrl}/stream answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = `${rest}${value}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((each) => each.startsWith("data: "))) {
      const update = JSON.parse(line.slice("data: ".length)) as Update;
      const stored = await receive(update).then(
        () => true,
        (err: unknown) => {
          host.logger.warn({ update: update.id, err }, "an update could not be stored; it comes again");
          return false;
        },
      );
      await call(`/updates/${update.id}`, "PUT", { stored });
    }
  }
}

function toReport({ key, message, status, code }: Extract<Update, { type: "receipt" }>) {
  const which = {
    ...(key === undefined ? {} : { deliveryId: key }),
    ...(message === undefined ? {} : { externalId: message }),
  };
  if (status !== "failed") return { ...which, status };
  return {
    ...which,
    status,
    error: new DeliveryError("the platform took it, and failed", kindOf(code), { code: code ?? "failed" }),
  };
}

/** The request may have arrived, so nobody knows whether it was done. */
function didNotRespond(cause: unknown): never {
  throw new DeliveryError("the platform did not respond", "unknown", { cause });
}

function toError({ status, headers }: Response, code: string | undefined): DeliveryError {
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"));
  return new DeliveryError(`the platform answered ${status}`, kinds[status] ?? kindOf(code), {
    code: code ?? String(status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

const kinds: Readonly<Record<number, DeliveryErrorKind>> = {
  400: "content",
  401: "auth",
  404: "recipient",
  429: "rate",
  500: "transient",
  503: "transient",
};

function kindOf(code: string | undefined): DeliveryErrorKind {
  if (code === "window_over") return "window";
  return code === "left" ? "recipient" : "platform";
}

/** The words, with the choices numbered; the last part has the choices to tap. */
function render(message: BotMessage, toToken: ToToken): Post[] {
  const choices = choicesOf(message)
    .slice(0, mostChoices)
    .map((choice) => {
      const label = shorten(choice.label, 80);
      return choice.url === undefined ? { label, token: toToken(encodeChoice(choice)) } : { label, url: choice.url };
    });
  const parts = splitText(toPlainText(message), longest);
  return parts.map((text, index) => (index < parts.length - 1 || choices.length === 0 ? { text } : { text, choices }));
}
