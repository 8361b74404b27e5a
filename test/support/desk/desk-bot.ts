import { type Bot, createBot, story } from "@causerie/server";

/**
 * A bot for the desk: `person` hands over, with why; `sales` hands over to the queue of that name; whatever else is said it repeats, and it
 * says what the team has written for it when it gets a conversation back.
 */
export function createDeskBot(): Bot {
  const person = story("person", { keywords: ["person"] });
  const sales = story("sales", { keywords: ["sales"] });
  const back = story("back", { events: ["handover"] });
  return createBot({
    stories: [
      person.handle((turn) => {
        turn.handover({ summary: "wants a person" });
        return "I ask somebody.";
      }),
      sales.handle((turn) => {
        turn.handover({ summary: "wants to buy", to: "sales" });
        return "I ask sales.";
      }),
      back.handle(({ event: { content } }) =>
        content.type === "handover" ? `I am back: ${content.summary ?? "nothing"}` : "",
      ),
    ],
    fallback: (turn) => `bot: ${turn.text}`,
  });
}
