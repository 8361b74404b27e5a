import { type ConnectorDefinition, direct, sayTurn, SynchronousTurns, webhook } from "@causerie/server/connector";
import { voice, type VoiceOptions, type VoiceRequest } from "./voice.ts";

/** The voice assistant again, on the parts that the server's own voice channels share. */
export function spoken(options: VoiceOptions): ConnectorDefinition {
  const definition = voice(options);
  return {
    ...definition,
    start(host) {
      const turns = new SynchronousTurns({ host, name: "spoken", deadlineMs: options.deadlineMs ?? 7_000 });
      return {
        ...definition.start(host),
        router: webhook(async ({ body, signal }) => {
          const { id, user, text } = JSON.parse(body.toString()) as VoiceRequest;
          const where = { connectorId: "voice", conversationId: `voice:${user}`, address: direct(user) };
          const event = { ...where, id, at: host.now(), content: { type: "text", text } } as const;
          const { messages, outcome } = await turns.answer(event, signal);
          const { words, question } = sayTurn(messages, { locale: "en", max: 8_000 });
          const say = [words, question].filter((part) => part !== "");
          return { status: 200, body: { say, more: outcome !== "complete" } };
        }),
        metrics: () => turns.metrics(),
        async [Symbol.asyncDispose]() {
          turns[Symbol.dispose]();
        },
      };
    },
  };
}
