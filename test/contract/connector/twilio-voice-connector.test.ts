import { twilioVoice } from "@causerie/server";
import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { ana } from "#support/telephone/call-bot.ts";
import { authToken, FakeTwilio, type Tampering } from "#support/telephone/fake-twilio.ts";
import { testConnector } from "./connector-contract.ts";

async function openTwilio(): Promise<ConnectorHarness> {
  const host = await startConnectorTest(twilioVoice({ authToken }), { answer: () => ["hello"] });
  const webhook = `${host.url}/twilio-voice`;
  const twilio = new FakeTwilio(webhook);
  const turns = new Map<string, number>();
  const request = (id: string, text: string, call = "CA1") => {
    const turn = turns.get(id) ?? turns.size + 1;
    turns.set(id, turn);
    const fields = { CallSid: call, From: ana, CallStatus: "in-progress", SpeechResult: text };
    return { url: `${webhook}?turn=${turn}`, fields };
  };
  const verdictOf = ({ status }: Response): Verdict =>
    status === 200 ? "accepted" : status === 403 ? "refused" : "not_stored";
  const forgery =
    (tampering: Tampering) =>
    async (id: string, text: string): Promise<Verdict> => {
      const { url, fields } = request(id, text);
      return verdictOf(await twilio.post(url, fields, tampering));
    };
  const say = async (id: string, text: string, call?: string): Promise<Response> => {
    const { url, fields } = request(id, text, call);
    return await twilio.post(url, fields);
  };
  return {
    host,
    say: async (id, text) => verdictOf(await say(id, text)),
    sayAsOther: async (id, text) => verdictOf(await say(id, text, "CA2")),
    forgeries: [
      forgery({ signature: undefined }),
      forgery({ signature: "no base64" }),
      forgery({ token: "guessed" }),
      forgery({ fields: { CallSid: "CA1", SpeechResult: "other words" } }),
      async (id, text) => {
        const { url, fields } = request(id, text);
        // Signed for another turn.
        return verdictOf(await twilio.post(url, fields, { signature: twilio.sign(`${url}0`, fields) }));
      },
    ],
    unknownEvent: async () =>
      verdictOf(await twilio.post(`${webhook}?status`, { CallSid: "CA1", CallStatus: "queued" })),
    ask: async (id, text) => [/<Say[^>]*>([^<]*)</.exec(await (await say(id, text)).text())?.[1] ?? ""],
    secrets: [authToken],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

await testConnector("Twilio voice", openTwilio);
