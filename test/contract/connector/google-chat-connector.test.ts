import { googleChat } from "@causerie/server";
import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import { ana, ben, click, direct, directOf, event } from "#support/google-chat/events.ts";
import { type ChatFault, FakeGoogleChat, wordsOf } from "#support/google-chat/fake-google-chat.ts";
import { buttonsIn } from "#support/google-chat/find-refusal.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, ChatFault>> = {
  transient: { status: 503, state: "UNAVAILABLE" },
  rate: { status: 429, state: "RESOURCE_EXHAUSTED", retryAfter: 7 },
  recipient: { status: 403, state: "PERMISSION_DENIED" },
  content: { status: 400, state: "INVALID_ARGUMENT" },
  platform: { status: 403, state: "PERMISSION_DENIED", reason: "SERVICE_DISABLED" },
  unknown: "cut",
};

/** `endpointUrl`: the audience of Google's tokens in place of the number of the project. */
async function openGoogleChat(endpointUrl: string | undefined): Promise<ConnectorHarness> {
  const platform = await FakeGoogleChat.start();
  platform.endpointUrl = endpointUrl;
  const { options } = platform;
  const host = await startConnectorTest(googleChat({ ...options, endpointUrl }));
  platform.requestUrl = `${host.url}/google-chat`;
  /** By the id that the suite gives. */
  const ids = new Map<string, number>();
  const atOf = (id: string): string => {
    const known = ids.get(id) ?? 1_600_000_000_000 + ids.size;
    ids.set(id, known);
    return new Date(known).toISOString();
  };
  const said = (user: string, id: string, text: string) => {
    const at = atOf(id);
    return direct(text, { user, id: `m${ids.get(id)}`, at, eventTime: at });
  };
  const forgery =
    (tokenFor: () => Promise<string> | string): ConnectorHarness["forgeries"][number] =>
    async (id, text) =>
      await platform.send(said(ana, id, text), await tokenFor());
  const signed = async (...given: Parameters<FakeGoogleChat["sign"]>) => `Bearer ${await platform.sign(...given)}`;
  const seconds = Math.floor(Date.now() / 1_000);
  const ofUrl = [
    forgery(() => signed({ email: "anybody@another.iam.gserviceaccount.com" })),
    forgery(() => signed({ email: "service-99@gcp-sa-gsuiteaddons.iam.gserviceaccount.com" })),
    forgery(() => signed({ email: undefined })),
    forgery(() => signed({ email_verified: false })),
  ];
  return {
    host,
    say: async (id, text) => await platform.send(said(ana, id, text)),
    sayAsOther: async (id, text) => await platform.send(said(ben, id, text)),
    forgeries: [
      forgery(() => ""),
      forgery(() => "Bearer guessed"),
      forgery(async () => await platform.sign()),
      forgery(() => signed({ aud: "9876543210" })),
      forgery(() => signed({ iss: "https://accounts.evil.example" })),
      forgery(() => signed({ exp: seconds - 310, iat: seconds - 4_000 })),
      forgery(() => signed({ exp: undefined })),
      forgery(() => signed({ nbf: seconds + 310 })),
      // A key of nobody's under the name of Google's.
      forgery(async () => signed({}, await platform.otherKey("ours"))),
      ...(endpointUrl === undefined ? [] : ofUrl),
    ],
    unknownEvent: async () => await platform.send(event("HOLOGRAM")),
    ownEcho: async () =>
      await platform.send(direct("hello", { message: { sender: { name: "users/app", type: "BOT" } } })),
    tap: async (id, payloads, label) => {
      const button = buttonsIn(payloads).find((each) => each.label === label);
      const eventTime = atOf(id);
      return await platform.send(click(button?.action ?? { function: "", parameters: [] }, { eventTime }));
    },
    push: {
      address: { user: ana, scope: "direct", route: { space: directOf(ana) } },
      delivered: () => platform.messages.map(wordsOf),
      failures: [...(Object.keys(faults) as DeliveryErrorKind[]), "auth"],
      failNext: (kind) => {
        // A new token is asked for once: it is refused, too.
        if (kind === "auth") platform.failNext({ status: 401 }, { status: 401 });
        else platform.failNext(faults[kind] ?? "cut");
      },
    },
    secrets: [options.serviceAccountKey, "PRIVATE KEY"],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Google Chat", async () => await openGoogleChat(undefined));
await testConnector(
  "Google Chat, by the URL of its endpoint",
  async () => await openGoogleChat("https://chat.example.com/google-chat"),
);
