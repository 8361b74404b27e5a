import {
  alloMediaMessage,
  type Bot,
  createBot,
  jambonzMessage,
  number,
  story,
  text,
  twilioVoiceMessage,
} from "@causerie/server";

export const ana = "+33612345678";

/** A bot for callers. @param gate what the slow story waits for. */
export function createCallBot(gate: Promise<void> = Promise.resolve()): Bot {
  const fares = story("fares", { keywords: { en: ["fares"], fr: ["tarifs"] }, intents: ["ask_fares"] });
  const hello = story("hello", { keywords: ["hello"], events: ["start"] });
  const seats = story("seats", { keywords: ["seats"], slots: { count: number({ min: 1, max: 9 }) } });
  const agent = story("agent", { keywords: ["agent"] });
  const bye = story("bye", { keywords: ["bye"] });
  const music = story("music", { keywords: ["music"] });
  const slow = story("slow", { keywords: ["slow"] });
  return createBot({
    stories: [
      hello.handle(({ locale }) =>
        text(locale === "fr" ? "Bonjour !" : "Hello & welcome <here>.", {
          quickReplies: [{ label: "Fares", to: fares.link() }, { label: "Agent" }],
        }),
      ),
      fares.handle(({ locale }) => (locale === "fr" ? "Dix euros." : "Ten euros.")),
      seats.handle({ ask: { count: () => "How many?" }, run: (_turn, { count }) => `${count} seats.` }),
      agent.handle(() =>
        text("I put you through.", {
          on: {
            "twilio-voice": [twilioVoiceMessage({ dial: "+33123456789" })],
            jambonz: [jambonzMessage({ dial: "+33123456789" })],
          },
        }),
      ),
      bye.handle(() =>
        text("Good bye.", {
          on: {
            "twilio-voice": [twilioVoiceMessage({ hangUp: true })],
            jambonz: [jambonzMessage({ hangUp: true })],
            "allo-media": [alloMediaMessage({ goodbye: true })],
          },
        }),
      ),
      music.handle(() =>
        text("Listen.", {
          on: {
            "twilio-voice": [twilioVoiceMessage({ verbs: "<Play>https://a.example/a.mp3</Play>" })],
            jambonz: [jambonzMessage({ verbs: [{ verb: "play", url: "https://a.example/a.mp3" }] })],
          },
        }),
      ),
      slow.handle(async function* () {
        await gate;
        yield "Here it is.";
      }),
    ],
    fallback: (turn) => `?${turn.text}`,
    locales: ["en", "fr"],
  });
}
