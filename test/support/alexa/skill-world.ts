import {
  alexa,
  alexaMessage,
  type AlexaOptions,
  createBot,
  date,
  list,
  number,
  oneOf,
  type Overrides,
  story,
  text,
} from "@causerie/server";
import { startVoiceServer } from "#support/voice/start-voice-server.ts";
import { type AlexaAnswer, ana, FakeAlexa, type Posted, skillId } from "./fake-alexa.ts";

const city = oneOf("city", { lille: { en: ["Lille", "the north"], fr: ["Lille", "le nord"] }, lyon: ["Lyon"] });

export const trip = story("book-trip", {
  keywords: { en: ["book a trip"], fr: ["réserver un voyage"] },
  examples: { en: ["I want to go to Lille", "from Lyon to Lille on Friday", "Two seats, please!"] },
  slots: { to: city, seats: number({ min: 1, max: 9 }) },
});

/** @param gate what the slow story waits for. */
export function createSkillBot(gate: Promise<void> = Promise.resolve()) {
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const slow = story("slow", { keywords: ["slow"] });
  const show = story("show", { keywords: ["show"] });
  const native = story("native", { keywords: ["native"] });
  const day = story("day", { keywords: ["day"], slots: { when: date() } });
  const bye = story("bye", { events: ["end"] });
  return createBot({
    stories: [
      hello.handle(() => text("Hello & <welcome>!", { quickReplies: [{ label: "Book a trip", to: trip.link() }] })),
      trip.handle({
        ask: {
          to: () => "Where to?",
          seats: (_turn, { attempt }) => (attempt > 1 ? "How many, from one to nine?" : "How many seats?"),
        },
        run: (_turn, { to, seats }) => `${seats} to ${to}.`,
      }),
      slow.handle(async function* () {
        yield "Let me see.";
        await gate;
        yield "Here it is.";
      }),
      show.handle(() =>
        list("Which?", [{ label: "A", description: "See [the map](https://a.example/map?zone=a)", to: trip.link() }]),
      ),
      native.handle(async function* () {
        yield text("Before.");
        yield text("Plain.", {
          on: {
            alexa: [
              alexaMessage({
                ssml: '<emphasis level="strong">Strong.</emphasis>',
                shouldEndSession: false,
                reprompt: "Well?",
              }),
            ],
          },
        });
      }),
      day.handle({ ask: { when: () => "When?" }, run: (_turn, { when }) => JSON.stringify(when) }),
      bye.handle(() => "See you."),
    ],
    fallback: () => "Sorry?",
    locales: ["en", "fr"],
    timeZone: "Europe/Paris",
  });
}

export async function startSkill(
  more: Partial<AlexaOptions> = {},
  overrides: Overrides & { gate?: Promise<void> } = {},
) {
  const { gate, ...rest } = overrides;
  const amazon = new FakeAlexa();
  const connector = alexa({ skillId, rootCertificates: [amazon.root.pem], ...more });
  const started = await startVoiceServer({ bot: createSkillBot(gate), connector }, { fetch: amazon.fetch, ...rest });
  const { server, store } = started;
  const url = `${server.url}/alexa`;
  const talker = (user = ana) => ({
    user,
    say: (posted: Posted): Promise<AlexaAnswer> => amazon.say(url, { user, ...posted }),
    intent: (intent: string, slots: Posted["slots"] = {}, extra: Partial<Posted> = {}): Promise<AlexaAnswer> =>
      amazon.say(url, { type: "IntentRequest", intent, slots, user, ...extra }),
    /** What the log has of them, once all is answered. */
    async log() {
      await server.idle();
      return await store.log.read(`alexa:${user}`, 0, 50);
    },
  });
  let people = 0;
  return {
    amazon,
    store,
    server,
    url,
    /** Somebody who was never here. */
    newcomer: () => talker(`amzn1.ask.account.P${(people += 1)}`),
    ...talker(),
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}
