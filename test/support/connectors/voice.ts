import {
  type ConnectorDefinition,
  direct,
  findOptionProblems,
  type InboundEvent,
  isHmacOf,
  type OptionsSchema,
  splitText,
  toPlainText,
  webhook,
} from "@causerie/server/connector";

/** A voice assistant: the device sends what it heard, signed, and says what is in the response. */
export type VoiceOptions = { secret: string; deadlineMs?: number };

const options: OptionsSchema = {
  type: "object",
  required: ["secret"],
  properties: {
    secret: { title: "Secret", description: "shared with the device", type: "string", writeOnly: true },
    deadlineMs: { title: "Deadline", description: "milliseconds that the device waits", type: "integer", minimum: 1 },
  },
};

/** `more`: the bot was not done in time. What it said later is in the answer to the same request sent again. */
export type VoiceResponse = { say: string[]; more: boolean };

export function voice(given: VoiceOptions): ConnectorDefinition {
  const { secret, deadlineMs = 7_000 } = given;
  return {
    id: "voice",
    channel: "voice",
    path: "/voice",
    options,
    problems: () => findOptionProblems(options, given),
    start: (host) => ({
      connector: {
        id: "voice",
        channel: "voice",
        delivery: "log",
        capabilities: {
          reply: { type: "sync", deadlineMs },
          proactive: { type: "never" },
          text: { max: 8_000, formats: ["plain"] },
          typing: false,
          stream: "paragraphs",
          groups: false,
          interface: "voice",
        },
        render: (message) => ({
          payloads: splitText(message.speak ?? toPlainText(message), 8_000).map((say) => ({ say })),
          losses: [],
        }),
      },
      router: webhook(async ({ body, header, signal }) => {
        const signature = Buffer.from(header("x-voice-signature") ?? "", "hex");
        if (!isHmacOf(body, signature, { algorithm: "sha256", secrets: [secret] })) return { status: 401 };
        const event = toEvent(JSON.parse(body.toString()), host.now());
        if (event === undefined) return { status: 200, body: { say: [], more: false } };
        const { messages, complete } = await host.replyTo(event, { deadlineMs, signal });
        const say = messages.map((message) => message.speak ?? toPlainText(message));
        return { status: 200, body: { say, more: !complete } satisfies VoiceResponse };
      }),
    }),
  };
}

/** What the device sends. Of other kinds of requests only the `type` is known. */
export type VoiceRequest = { type: "said"; id: string; user: string; text: string };

function toEvent(request: unknown, at: number): InboundEvent | undefined {
  const { type, id, user, text } = request as Partial<VoiceRequest>;
  if (type !== "said" || id === undefined || user === undefined || text === undefined) return undefined;
  const conversationId = `voice:${user}`;
  return { id, connectorId: "voice", conversationId, address: direct(user), at, content: { type: "text", text } };
}
