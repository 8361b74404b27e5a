import { appleMessages } from "@causerie/server";
import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import type { ApplePayload } from "@causerie/server/connectors/apple-messages/message.ts";
import { optionsFor } from "#support/apple-messages/apple-world.ts";
import { answerTo, choicesIn } from "#support/apple-messages/answers.ts";
import {
  ana,
  type AppleFault,
  ben,
  businessId,
  FakeApple,
  secret,
  signToken,
} from "#support/apple-messages/fake-apple.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, AppleFault>> = {
  transient: { status: 503 },
  rate: { status: 429, headers: { "retry-after": "1" } },
  recipient: { status: 404 },
  auth: { status: 403 },
  content: { status: 400 },
  unknown: "cut",
};

const day = 86_400_000;

async function openApple(): Promise<ConnectorHarness> {
  const platform = await FakeApple.start();
  const host = await startConnectorTest(appleMessages(optionsFor(platform)));
  platform.requestUrl = `${host.url}/apple-messages`;
  platform.typingFails = true;
  const forge = (id: string, body: string, token: string | null) =>
    platform.post({ type: "text", id, body }, { token });
  return {
    host,
    say: (id, text) => platform.say(text, { id }),
    sayAsOther: (id, text) => platform.say(text, { id, sourceId: ben }),
    forgeries: [
      (id, text) => forge(id, text, null),
      async (id, text) =>
        forge(id, text, await signToken({ key: Buffer.from("guessed guessed guessed 12345678").toString("base64") })),
      async (id, text) => forge(id, text, await signToken({ audience: "another provider" })),
      async (id, text) => forge(id, text, await signToken({ at: Date.now() - 2 * day })),
      async (id, text) => forge(id, text, await signToken({ at: Date.now() + day })),
      (id, text) =>
        forge(id, text, `${btoa('{"alg":"none"}').replaceAll("=", "")}.${btoa(`{"aud":"x"}`).replaceAll("=", "")}.`),
    ],
    unknownEvent: () => platform.post({ type: "hologram" }),
    ownEcho: () => platform.say("hello", { sourceId: businessId, destinationId: ana }),
    tap(id, payloads, label) {
      const message = (payloads as readonly ApplePayload[])
        .map((payload) => payload.message)
        .find((each) => choicesIn(each).some(({ title }) => title === label));
      return platform.post({ id, ...answerTo(message ?? {}, label) });
    },
    push: {
      address: { user: ana, scope: "direct" },
      delivered: () => platform.shown(),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind] ?? "cut"),
    },
    secrets: [secret],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Apple Messages", openApple);
