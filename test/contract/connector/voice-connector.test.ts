import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { voice } from "#support/connectors/voice.ts";
import { VoiceDevice } from "#support/connectors/voice-device.ts";
import { testConnector } from "./connector-contract.ts";

const secret = "kitchen-secret";

async function openVoice(): Promise<ConnectorHarness> {
  const host = await startConnectorTest(voice({ secret }), { answer: () => ["hello"] });
  const device = new VoiceDevice(host.url, secret);
  const requestOf = (user: string) => (id: string, text: string) => ({ type: "said" as const, user, id, text });
  const [ana, other] = [requestOf("ana"), requestOf("other")];
  const verdictOf = async (responding: Promise<Response>): Promise<Verdict> => {
    const { status } = await responding;
    return status === 200 ? "accepted" : status === 401 ? "refused" : "not_stored";
  };
  const forgery =
    (headersFor: (bytes: string) => Record<string, string>) =>
    (id: string, text: string): Promise<Verdict> =>
      verdictOf(device.post(ana(id, text), { headers: headersFor(JSON.stringify(ana(id, text))) }));
  return {
    host,
    say: (id, text) => verdictOf(device.post(ana(id, text))),
    sayAsOther: (id, text) => verdictOf(device.post(other(id, text))),
    forgeries: [
      forgery(() => ({})),
      forgery(() => ({ "x-voice-signature": "no hex" })),
      forgery((bytes) => ({ "x-voice-signature": device.sign(bytes, "guessed") })),
      (id, text) => verdictOf(device.post(ana(id, text), { bytes: JSON.stringify(ana(id, `${text}!`)) })),
    ],
    unknownEvent: () => verdictOf(device.post({ type: "volume" })),
    ask: async (id, text) => (await device.hears("ana", id, text)).say,
    secrets: [secret],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

await testConnector("A voice assistant", openVoice);
