import { x } from "@causerie/server";
import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import { ana, ben, bot, FakeX, secrets, signedBy, messageOf, type XFault } from "#support/x/fake-x.ts";
import { optionsFor } from "#support/x/x-world.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, XFault>> = {
  transient: { status: 503 },
  rate: { status: 429, headers: { "x-rate-limit-remaining": "0", "x-rate-limit-reset": "1" } },
  recipient: { status: 403, detail: "You cannot send messages to this user." },
  auth: { status: 401 },
  content: { status: 400 },
  platform: { status: 403, type: "https://api.twitter.com/2/problems/client-forbidden" },
  unknown: "cut",
};

async function openX(): Promise<ConnectorHarness> {
  const platform = await FakeX.start();
  const host = await startConnectorTest(x(optionsFor(platform)));
  platform.requestUrl = `${host.url}/x`;
  const idOf = (id: string): string => String(BigInt(`0x${Buffer.from(id).toString("hex")}`) % 10n ** 18n);
  const messageWith = (id: string, text: string) => messageOf(text, { user: ana, id: idOf(id), at: Date.now() });
  return {
    host,
    say: (id, text) => platform.say(text, { id: idOf(id) }),
    sayAsOther: (id, text) => platform.say(text, { id: idOf(id), user: ben }),
    forgeries: [
      (id, text) => platform.post(messageWith(id, text), () => undefined),
      (id, text) => platform.post(messageWith(id, text), signedBy("guessed")),
      (id, text) => platform.post(messageWith(id, text), () => "sha256="),
      (id, text) => platform.post(messageWith(id, text), (bytes) => signedBy(secrets.consumerSecret)(`${bytes} `)),
      (id, text) =>
        platform.post(messageWith(id, text), (bytes) =>
          signedBy(secrets.consumerSecret)(bytes).replace("sha256", "sha1"),
        ),
    ],
    unknownEvent: () =>
      platform.post({ data: { event_type: "hologram.projected", filter: { user_id: bot }, payload: {} } }),
    ownEcho: () => platform.say("hello", { user: bot, recipient: ana, kind: "dm.sent" }),
    push: {
      address: { user: ana, scope: "direct" },
      delivered: () => platform.shown(),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind] ?? "cut"),
    },
    secrets: [...Object.values(secrets), "access-1"],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("X", openX);
