import {
  type Bot,
  card,
  carousel,
  createBot,
  custom,
  field,
  file,
  form,
  type Handler,
  image,
  list,
  location,
  rating,
  story,
  text,
  tockMessage,
} from "@causerie/server";
import * as v from "valibot";

export const site = "https://www.example.com";

/** Stories that wait for the test: each has said its first words when it has `begun`, and goes on when `open` resolves. */
export type Gate = {
  begun: PromiseWithResolvers<void>;
  open: PromiseWithResolvers<void>;
  /** Whoever has said something last that no story knows. */
  visitorId: string;
};

export function createGate(): Gate {
  return { begun: Promise.withResolvers<void>(), open: Promise.withResolvers<void>(), visitorId: "" };
}

export const weather = story("weather", { params: v.object({ city: v.string() }) });
export const push = story("push");
const goingOn = { buttons: [{ label: "Paris", to: weather.link({ city: "Paris" }) }] };

/** Answers each keyword by one kind of message, and everything else by its words. */
export function createTockBot(gate: Gate = createGate()): Bot {
  const say = (keyword: string, said: Handler<object>) => story(keyword, { keywords: [keyword] }).handle(said);
  return createBot({
    locales: ["en", "fr"],
    fallback: (turn, reason) => {
      gate.visitorId = turn.user.id;
      if (reason === "said_nothing") return undefined;
      return reason === "not_understood" ? `echo: ${turn.text}` : `fallback: ${reason}`;
    },
    stories: [
      weather.handle((turn, { city }) => `Sunny in ${city} (${turn.locale})`),
      push.handle(() => "Your train is late"),
      story("welcome", { events: ["referral"] }).handle((turn) => {
        const { content } = turn.event;
        return content.type === "referral" ? `referred by ${content.ref}` : undefined;
      }),
      story("opinion", { events: ["feedback"] }).handle(
        (turn) => void (turn.data.opinion = turn.event.content as never),
      ),
      say("opinions", (turn) => JSON.stringify(turn.data.opinion ?? null)),
      say("silence", () => undefined),
      say("broken", () => {
        throw new Error("broken on purpose");
      }),
      say("buttons", () =>
        text("Choose", {
          buttons: [...goingOn.buttons, { label: "Site", url: site }],
          quickReplies: [
            { label: "Lyon", to: weather.link({ city: "Lyon" }), imageUrl: `${site}/lyon.png` },
            { label: "More", say: "more of it" },
            { label: "Less" },
          ],
        }),
      ),
      say("openings", () =>
        text("Choose", {
          buttons: [
            { label: "Paris", to: weather.link({ city: "Paris" }), imageUrl: `${site}/paris.png` },
            { label: "Window", url: site, window: { width: 400, height: 500 } },
            { label: "Same", url: site, target: "_self" },
          ],
        }),
      ),
      say("markup", () => text("5 < 6 & <b>bold</b>")),
      say("card", () =>
        card({
          title: "A & B",
          subtitle: "1 < 2",
          image: { url: `${site}/a.png`, alt: "A boat" },
          buttons: [...goingOn.buttons, { label: "Site", url: site }],
        }),
      ),
      say("bare", () => card({ title: "No buttons" })),
      say("carousel", () =>
        carousel([{ title: "One", ...goingOn }, { title: "Two" }], { quickReplies: [{ label: "Less" }] }),
      ),
      say("image", () => image(`${site}/boat.png`, { alt: "A boat", caption: "Our boat" })),
      say("paper", () => file(`${site}/terms.pdf`, { alt: "The terms", name: "terms.pdf" })),
      say("list", () => list("Cities", [{ label: "Paris", to: weather.link({ city: "Paris" }) }])),
      say("catalogue", () =>
        list("Cities", [{ label: "Paris", description: "1 < 2", to: weather.link({ city: "Paris" }) }]),
      ),
      say("map", () => location({ title: "Harbour", address: "Quay 1", latitude: 50.6, longitude: 3.1 })),
      say("form", () =>
        form("Where?", {
          fields: [field.text("city", "City")],
          submit: { label: "Go", to: weather.link({ city: "" }) },
        }),
      ),
      say("stars", () => rating("How was it?", { question: "trip" })),
      say("widget", () => custom("line-map", { stops: ["A", "B"] }, { alt: "A to B" })),
      say("sources", () =>
        text("As they say", {
          footnotes: [{ title: "Rules", url: `${site}/rules`, excerpt: "Rule 1" }, { title: "Book" }],
        }),
      ),
      say("popup", () =>
        text("The map", {
          on: {
            tock: [
              tockMessage({
                text: "<b>The map</b>",
                buttons: [
                  { type: "web_url", title: "Window", url: site, windowFeatures: "width=400,height=500" },
                  { type: "web_url", title: "Same", url: site, target: "_self", style: "secondary" },
                ],
                metadata: { TOPIC: "maps" },
              }),
            ],
          },
        }),
      ),
      say("facts", () => [
        text("Late", { metadata: { TOPIC: "trains", RESPONSE_ID: "made up" } }),
        text("Very late", { metadata: { TOPIC: "delays", LINE: "A" } }),
      ]),
      say("native", () =>
        text("See there", {
          on: {
            tock: [
              tockMessage({ deepLink: { ref: "booking" } }),
              tockMessage({
                image: { title: "Boat", file: { url: `${site}/boat.png`, name: "boat.png", type: "image" } },
              }),
            ],
          },
        }),
      ),
      say("two", () => ["first", "second"]),
      say("slow", async function* () {
        yield "at once";
        gate.begun.resolve();
        await gate.open.promise;
        yield "at last";
      }),
      say("tale", async function* () {
        yield tale(gate);
      }),
      say("mixed", async function* () {
        yield "before";
        yield tale(gate);
        yield card({ title: "after" });
      }),
    ],
  });
}

export const wholeTale = "Once upon a time there was a boat that nobody knew, and it went away.";

async function* tale(gate: Gate): AsyncGenerator<string> {
  yield wholeTale.slice(0, 20);
  yield wholeTale.slice(20, 40);
  gate.begun.resolve();
  await gate.open.promise;
  yield wholeTale.slice(40);
}
