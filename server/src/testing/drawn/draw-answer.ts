import type { TrialBubble, TrialChannel } from "@causerie/protocol/desk";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf } from "#channel/message/plain-text.ts";
import { stripMarkdown } from "#channel/kit/markdown/strip-markdown.ts";
import type { SimulatedAnswer } from "#testing/answer.ts";
import { plainBody } from "#testing/plain-words.ts";
import { choiceOf } from "./choice-of.ts";
import { drawForMessenger } from "./draw-messenger.ts";
import { drawForWeb } from "./draw-web.ts";

/** An answer as the channel shows it, message by message, with what each of its choices does. */
export function drawAnswer(channel: TrialChannel, answer: SimulatedAnswer): TrialBubble[] {
  const { payloads, messages, tokens } = answer;
  switch (channel) {
    case "web":
      return payloads.map((payload, index) => drawForWeb(payload, messages[index]));
    case "messenger":
      return payloads.map((payload) => drawForMessenger(payload, tokens));
    case "text":
      return payloads.map((payload) => ({ text: String(payload), choices: [], replies: [] }));
    case "voice":
      return messages.map(drawForVoice);
  }
}

/** What a voice says, and what can be said to it: nobody taps on what is spoken. */
function drawForVoice(message: BotMessage): TrialBubble {
  return {
    text: message.speak ?? stripMarkdown(plainBody(message)),
    choices: [],
    replies: choicesOf(message).map((choice) => {
      const drawn = choiceOf(choice);
      return drawn.does === "page" ? drawn : { ...drawn, does: "say", value: drawn.label };
    }),
  };
}
