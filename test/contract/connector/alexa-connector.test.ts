import { alexa } from "@causerie/server";
import { type ConnectorHarness, startConnectorTest, type Verdict } from "@causerie/server/connector";
import { answerIntent } from "@causerie/server/connectors/alexa/model/answer-intent.ts";
import { ecKey, issue } from "#support/alexa/certificates.ts";
import { ben, FakeAlexa, heardIn, type Posted, skillId, type Tampering } from "#support/alexa/fake-alexa.ts";
import { testConnector } from "./connector-contract.ts";

async function openAlexa(): Promise<ConnectorHarness> {
  const amazon = new FakeAlexa();
  const definition = alexa({ skillId, rootCertificates: [amazon.root.pem] });
  const host = await startConnectorTest(definition, { fetch: amazon.fetch, answer: () => ["hello"] });
  const url = `${host.url}/alexa`;
  const saying = (id: string, text: string): Posted => ({
    type: "IntentRequest",
    intent: answerIntent.name,
    slots: { [answerIntent.words]: text },
    id,
    // The same event again has the same time.
    at: Math.floor(Date.now() / 60_000) * 60_000,
  });
  const post = async (posted: Posted, tampering?: Tampering): Promise<Verdict> => {
    const { status } = await amazon.post(url, posted, tampering);
    return status === 200 ? "accepted" : status === 400 ? "refused" : "not_stored";
  };
  const forgery =
    (tampering: Tampering, more: Partial<Posted> = {}) =>
    (id: string, text: string): Promise<Verdict> =>
      post({ ...saying(id, text), ...more }, tampering);
  const stranger = issue({ name: "echo-api.amazon.com", hosts: ["echo-api.amazon.com"], key: ecKey() });
  amazon.storage.set("https://s3.amazonaws.com/echo.api/own.pem", stranger.pem);
  return {
    host,
    say: (id, text) => post(saying(id, text)),
    sayAsOther: (id, text) => post({ ...saying(id, text), user: ben }),
    forgeries: [
      forgery({ headers: { "signature-256": undefined } }),
      forgery({ headers: { signaturecertchainurl: undefined } }),
      forgery({ headers: { signaturecertchainurl: "https://s3.amazonaws.com/other/echo-api-cert.pem" } }),
      forgery({ headers: { signaturecertchainurl: "https://s3.amazonaws.com/echo.api/own.pem" } }),
      forgery({ body: (bytes) => bytes.replace("en-US", "fr-FR") }),
      forgery({}, { at: Date.now() - 151_000 }),
      forgery({}, { skill: "amzn1.ask.skill.another" }),
    ],
    unknownEvent: () => post({ type: "Display.ElementSelected" }),
    ask: async (id, text) => [heardIn(await amazon.say(url, saying(id, text)))],
    secrets: [],
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

await testConnector("Alexa", openAlexa);
