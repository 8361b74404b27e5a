import { type Bot, carousel, createBot, field, form, oneOf, story, type StoryDefinition, text } from "@causerie/server";

/** A bot with something of each kind for talks of the team: choices, a question, cards, a form, a story that fails. */
export function createTrialBot(more: readonly StoryDefinition[] = []): Bot {
  const welcome = story("welcome", { events: ["start"] });
  const pizza = story("pizza", {
    keywords: ["pizza"],
    examples: ["I am hungry", "bring me something to eat", "I want to order food"],
    slots: { size: oneOf("size", ["small", "large"]) },
  });
  const many = story("many", { keywords: ["many"] });
  const cards = story("cards", { keywords: ["cards"] });
  const name = story("name", { keywords: ["name"] });
  const channel = story("channel", { keywords: ["channel"] });
  const survey = story("survey", { keywords: ["form"] });
  const fail = story("fail", { keywords: ["fail"] });
  const here = story("here", { events: ["location"] });
  return createBot({
    stories: [
      welcome.handle(() =>
        text("Hello", {
          quickReplies: [
            { label: "Pizza", to: pizza.link() },
            { label: "Many", to: many.link() },
          ],
        }),
      ),
      pizza.handle({
        ask: { size: () => "Which size?" },
        run: (_turn, { size }) => `One ${size} pizza.`,
      }),
      many.handle(() =>
        text("Choose", {
          buttons: ["one", "two", "three", "four", "five"].map((label) => ({ label, to: pizza.link() })),
        }),
      ),
      cards.handle(() =>
        carousel([
          { title: "Margherita", subtitle: "Tomato", buttons: [{ label: "Order Margherita", to: pizza.link() }] },
          { title: "Marinara", subtitle: "Garlic", buttons: [{ label: "Order Marinara", to: pizza.link() }] },
        ]),
      ),
      name.handle((turn) => `You are ${turn.from?.profile?.name ?? "nobody"}.`),
      channel.handle((turn) => `on ${turn.channel}`),
      survey.handle(() =>
        form("How was it?", { fields: [field.text("size", "Size")], submit: { label: "Send", to: pizza.link() } }),
      ),
      ...more,
      fail.handle(() => {
        throw new Error("the oven is cold");
      }),
      here.handle(() => "Thank you for where you are."),
    ],
    locales: ["en", "fr"],
    fallback: (turn) => `bot: ${turn.text}`,
  });
}
