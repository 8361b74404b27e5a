import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import { chatroom, type Post } from "#support/connectors/chatroom.ts";
import {
  type ChatroomFault,
  chatroomSecrets,
  FakeChatroom,
  type NewUpdate,
} from "#support/connectors/fake-chatroom.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Record<DeliveryErrorKind, ChatroomFault> = {
  transient: { status: 503 },
  rate: { status: 429, retryAfter: 7 },
  window: { status: 403, code: "window_over" },
  recipient: { status: 404, code: "left" },
  auth: { status: 401 },
  content: { status: 400 },
  platform: { status: 403, code: "muted" },
  unknown: "cut",
};

async function openChatroom(stream: boolean): Promise<ConnectorHarness> {
  const platform = await FakeChatroom.start();
  const host = await startConnectorTest(chatroom({ ...chatroomSecrets, apiUrl: platform.url, stream }));
  if (!stream) platform.webhookUrl = `${host.url}/chatroom`;
  /** By the id that the suite gives. */
  const numbers = new Map<string, number>();
  const numbered = (id: string, update: NewUpdate): NewUpdate => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return { ...update, id: number };
  };
  const saying = (from: string, id: string, text: string): NewUpdate =>
    numbered(id, { type: "message", from: { id: from }, message: `said-${id}`, text });
  const forgery =
    (signatureFor: (bytes: string) => string): ConnectorHarness["forgeries"][number] =>
    (id, text) => {
      const bytes = JSON.stringify(platform.number(saying("ana", id, text)));
      return platform.post(bytes, signatureFor(bytes));
    };
  const forgeries = [
    forgery(() => ""),
    forgery((bytes) => platform.sign(bytes, { secret: "guessed" })),
    forgery((bytes) => platform.sign(`${bytes} `)),
    forgery((bytes) => platform.sign(bytes, { at: Date.now() - 600_000 })),
    forgery((bytes) => `${Date.now() + 1}.${platform.sign(bytes).split(".")[1]}`),
  ];
  return {
    host,
    say: (id, text) => platform.send(saying("ana", id, text)),
    sayAsOther: (id, text) => platform.send(saying("ben", id, text)),
    forgeries: stream ? [] : forgeries,
    unknownEvent: () => platform.send({ type: "hologram", from: { id: "ana" } } as unknown as NewUpdate),
    ownEcho: () =>
      platform.send({ type: "message", from: { id: "bot", isBot: true }, room: "r1", message: "m1", text: "hello" }),
    tap: (id, payloads, label) => {
      const choices = payloads.flatMap((payload) => (payload as Post).choices ?? []);
      const token = choices.find((choice) => choice.label === label)?.token ?? "";
      return platform.send(numbered(id, { type: "tap", from: { id: "ana" }, token, label }));
    },
    push: {
      address: { user: "ana", scope: "direct" },
      delivered: () => platform.messages.map(({ key }) => key),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind]),
    },
    secrets: Object.values(chatroomSecrets),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("A chat room that calls", () => openChatroom(false));
await testConnector("A chat room that is read", () => openChatroom(true));
