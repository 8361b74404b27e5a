import { createHmac } from "node:crypto";
import { leaveAfterAbort } from "#async/leave-after-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { Address, PersonProfile } from "#channel/address.ts";
import { toProfile } from "#channel/person-profile.ts";
import type { Capabilities } from "#channel/capabilities.ts";
import type {
  Connector,
  Delivery,
  DeliveryReceipt,
  HandoverContext,
  Loss,
  PushConnector,
  Rendered,
} from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { AttachmentContent } from "#channel/event.ts";
import type { LinkToken } from "#channel/message/link-token.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { toPlainText } from "#channel/message/plain-text.ts";
import { withRatingReplies } from "#channel/message/rating.ts";

/**
 * A connector as the server uses it: the same duties, but it keeps its promises. A plug-in may throw where it should not;
 * here is the one place where that is caught.
 */
export type HostedConnector = {
  readonly id: string;
  readonly channel: string;
  readonly delivery: Connector["delivery"];
  readonly capabilities: Capabilities;
  /** Never throws: a message that cannot be rendered is tried as plain text, and a loss says so. */
  render(message: BotMessage): HostedRendering;
  /** Ends in time, and never rejects: the content as it was, where nothing was fetched. */
  fetchFiles(content: AttachmentContent, signal: AbortSignal): Promise<AttachmentContent>;
  /** Ends in time, and never rejects: nothing, where the channel says nothing. */
  profileOf(address: Address, signal: AbortSignal): Promise<PersonProfile>;
  /** Undefined: there is no way to come here with a ref. */
  linkTo(ref: string): string | undefined;
  /** The person was deleted: what the connector remembers of them goes, too. */
  forgotten(user: string): void;
  /** How people call it. */
  readonly displayName: string;
  /** @param actedAt when the person last did something. */
  asUnasked(payload: unknown, actedAt: number | undefined): unknown;
  asWritten(payload: unknown, actedAt: number | undefined): unknown;
  /** Undefined: the channel has nobody to hand a conversation to. */
  handover(context: HandoverContext): unknown;
  carriesMedia(payload: unknown): boolean;
  /** Undefined: the outbox decides. */
  maxAgeMs(payload: unknown): number | undefined;
  /** Whole milliseconds, at most a day. */
  pause(): number;
  /** The connector's own rate, or that of its capabilities if that is lower. */
  perSecond(): number | undefined;
  /**
   * Ends in time, whatever the connector does: a delivery that hangs would hold up the person's other messages for ever.
   * @throws DeliveryError, or what the connector threw.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReceipt>;
  /** Resolves when the connector is done. Never throws or rejects, and need not be waited for. */
  typing(address: Address, on: boolean): Promise<void>;
};

/** `tokens`: what the short tokens in the payloads stand for; they are stored with the message. */
export type HostedRendering = Rendered & { tokens: LinkToken[] };

export type HostingParts = {
  /** Makes tokens that nobody can guess. */
  tokenKey: Uint8Array;
  /** Learns of what the connector threw. `what`: the method. */
  report: (what: string, error: unknown) => void;
};

/** A platform that asks for more is asked again before. */
const longestPauseMs = 24 * 3_600_000;
/** Milliseconds that one delivery may take: more than any platform needs to fetch a film. */
const deliveryMs = 120_000;
/** Milliseconds that the files of one event may take: as long as the person waits for an answer that needs them. */
const fetchMs = 60_000;
/** Milliseconds that a story waits for what the channel knows of a person. */
const profileMs = 5_000;
/** Milliseconds that a delivery has to end after it was told to. */
const endingMs = 1_000;

/**
 * Wraps a connector so that nothing it throws decides about anything but its own call.
 * @throws TypeError when it is no connector at all.
 */
export function hostConnector(connector: Connector, { tokenKey, report }: HostingParts): HostedConnector {
  const { id, channel, delivery } = connector;
  const capabilities = withWholeRates(withoutLostEdits(connector, report));

  function tokenOf(value: string): string {
    // 22 characters hold 131 bits, and fit into the smallest button payload that we know of (64 bytes).
    return createHmac("sha256", tokenKey).update(`${id}\0${value}`).digest("base64url").slice(0, 22);
  }

  function tryToRender(message: BotMessage): HostedRendering | undefined {
    const tokens = new Map<string, string>();
    const toToken = (value: string): string => {
      const token = tokenOf(value);
      tokens.set(token, value);
      return token;
    };
    try {
      const { payloads, losses } = connector.render(message, toToken);
      if (delivery === "push") for (const payload of payloads) requireJson(payload);
      return {
        payloads: [...payloads],
        losses: [...losses],
        tokens: Array.from(tokens, ([token, value]) => ({ token, value })),
      };
    } catch (error) {
      report("render", error);
      return undefined;
    }
  }

  /** The payload as the connector marks it; as it was, where it marks none. */
  function mark(how: "asUnasked" | "asWritten", payload: unknown, actedAt: number | undefined): unknown {
    const marked = ask(how, (push) => {
      if (push[how] === undefined) return undefined;
      const made = push[how](payload, actedAt);
      requireJson(made);
      return { made };
    });
    return marked === undefined ? payload : marked.made;
  }

  /** What the connector says of its deliveries; undefined where it says nothing, or throws. */
  function ask<Answer>(what: string, question: (push: PushConnector) => Answer | undefined): Answer | undefined {
    if (connector.delivery === "log") return undefined;
    try {
      return question(connector);
    } catch (error) {
      report(what, error);
      return undefined;
    }
  }

  return {
    id,
    channel,
    delivery,
    capabilities,
    render(given) {
      const message = capabilities.ratings === true ? given : withRatingReplies(given);
      const rendering = tryToRender(message);
      if (rendering !== undefined) return rendering;
      const plain = tryToRender({ type: "text", text: toPlainText(message), buttons: [], quickReplies: [] });
      const losses: Loss[] = [{ rule: "render_failed", detail: "message" }, ...(plain?.losses ?? [])];
      return { payloads: plain?.payloads ?? [], losses, tokens: plain?.tokens ?? [] };
    },
    displayName: connector.displayName ?? channel,
    linkTo(ref) {
      try {
        const url = connector.linkTo?.(ref);
        return url === undefined ? undefined : new URL(url).href;
      } catch (error) {
        report("linkTo", error);
        return undefined;
      }
    },
    async fetchFiles(content, signal) {
      if (connector.fetchFiles === undefined) return content;
      using limit = new TimeLimit({ ms: fetchMs, parent: signal });
      try {
        const fetching = connector.fetchFiles(content, limit.signal);
        const fetched: unknown = await leaveAfterAbort(fetching, limit.signal, endingMs);
        requireAttachments(fetched);
        return fetched;
      } catch (error) {
        if (!signal.aborted) report("fetchFiles", error);
        return content;
      }
    },
    async profileOf(address, signal) {
      if (connector.profileOf === undefined) return {};
      using limit = new TimeLimit({ ms: profileMs, parent: signal });
      try {
        return toProfile(await leaveAfterAbort(connector.profileOf(address, limit.signal), limit.signal, 0));
      } catch (error) {
        if (!signal.aborted) report("profileOf", error);
        return {};
      }
    },
    asUnasked: (payload, actedAt) => mark("asUnasked", payload, actedAt),
    asWritten: (payload, actedAt) => mark("asWritten", payload, actedAt),
    handover: (context) =>
      ask("handover", (push) => {
        const payload = push.handover?.(context);
        if (payload !== undefined) requireJson(payload);
        return payload;
      }),
    carriesMedia: (payload) => ask("carriesMedia", (push) => push.carriesMedia?.(payload)) === true,
    maxAgeMs(payload) {
      const ms = ask("maxAgeMs", (push) => push.maxAgeMs?.(payload));
      return isPositive(ms) ? ms : undefined;
    },
    pause() {
      const ms = ask("pause", (push) => push.pause?.());
      return isPositive(ms) ? Math.ceil(Math.min(ms, longestPauseMs)) : 0;
    },
    perSecond() {
      const own = ask("perSecond", (push) => push.perSecond?.());
      const { perSecond } = capabilities.rate ?? {};
      return isPositive(own) ? Math.min(own, perSecond ?? own) : perSecond;
    },
    forgotten: (user) => ask("forgotten", (push) => push.forgotten?.(user)),
    async deliver(item, signal) {
      if (connector.delivery === "log") throw new Error(`the connector "${id}" has nothing to deliver`);
      using limit = new TimeLimit({ ms: deliveryMs, timeoutReason: hangs, parent: signal, parentReason: isLeftBehind });
      return toReceipt(await leaveAfterAbort(deliver(connector, item, limit.signal), limit.signal, endingMs));
    },
    async typing(address, on) {
      if (connector.delivery === "log" || connector.typing === undefined || !capabilities.typing) return;
      try {
        await connector.typing(address, on);
      } catch (error) {
        report("typing", error);
      }
    },
  };
}

async function deliver(connector: PushConnector, item: Delivery, signal: AbortSignal): Promise<unknown> {
  const { editsExternalId } = item;
  // A message that was never delivered cannot be edited, so its newer text goes out as a message.
  if (editsExternalId === undefined || connector.edit === undefined) return connector.deliver(item, signal);
  await connector.edit(item, editsExternalId, signal);
  return { externalId: editsExternalId };
}

/** The message is delivered, whatever the connector says about it: a strange receipt must not send it again. */
function toReceipt(receipt: unknown): DeliveryReceipt {
  if (typeof receipt !== "object" || receipt === null || !("externalId" in receipt)) return {};
  const { externalId } = receipt;
  return typeof externalId === "string" ? { externalId } : {};
}

/** Texts so far that cannot replace a message would each become one. */
function withoutLostEdits(connector: Connector, report: HostingParts["report"]): Capabilities {
  const { capabilities } = connector;
  if (capabilities.stream !== "edit" || (connector.delivery === "push" && connector.edit !== undefined))
    return capabilities;
  report("edit", new TypeError('stream: "edit" needs the method edit; texts go out paragraph by paragraph'));
  return { ...capabilities, stream: "paragraphs" };
}

/** The outbox counts in whole milliseconds. A rate of 0 or less is none: it would let nothing through. */
function withWholeRates({ rate, ...rest }: Capabilities): Capabilities {
  const { perSecond = 0, perRecipientMs = 0 } = rate ?? {};
  const whole = {
    ...(perSecond > 0 ? { perSecond } : {}),
    ...(perRecipientMs > 0 ? { perRecipientMs: Math.ceil(perRecipientMs) } : {}),
  };
  return Object.keys(whole).length === 0 ? rest : { ...rest, rate: whole };
}

const hangs = (): Error => new DeliveryError("the connector did not end the delivery", "unknown", { code: "timeout" });
const isLeftBehind = (): Error => new DeliveryError("the server stops", "unknown", { code: "stopped" });

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}

/** From now on it stands in the log, in the place of what the person sent. */
function requireAttachments(content: unknown): asserts content is AttachmentContent {
  const { type, attachments } = Object(content) as Partial<Record<keyof AttachmentContent, unknown>>;
  const isKind = (each: unknown): boolean => typeof (Object(each) as { kind?: unknown }).kind === "string";
  if (type !== "attachment" || !Array.isArray(attachments) || !attachments.every(isKind))
    throw new TypeError("fetchFiles must give an attachment like the one that it got");
  requireJson(content);
}

/** What has no JSON would fail the whole turn. */
function requireJson(payload: unknown): void {
  if (JSON.stringify(payload) === undefined) throw new TypeError("a rendered payload is no JSON");
}
