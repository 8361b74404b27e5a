import type { BotMessage, Button, QuickReply } from "#channel/message/message.ts";
import type { Choice } from "#channel/message/plain-text.ts";

/** A choice and its position in the neutral message, e.g. `card 3, button 2`. */
export type Positioned = readonly [choice: Choice, position: string];

export function positioned(choices: readonly (Button | QuickReply)[], name: string): Positioned[] {
  return choices.flatMap((choice, index): Positioned[] => {
    const position = `${name} ${index + 1}`;
    const { label } = choice;
    switch (choice.type) {
      case "postback":
        return [[{ label, link: choice.link }, position]];
      case "url":
        return [[{ label, url: choice.url }, position]];
      case "text":
        return [[{ label, say: choice.text ?? label }, position]];
      case "location":
        // There is no button that asks for it: the person writes where they are.
        return [];
    }
  });
}

type Form = Extract<BotMessage, { type: "form" }>;

/** The pages that the fields of a form ask consent to. */
export function pagesOf({ fields }: Pick<Form, "fields">): Positioned[] {
  return fields.flatMap((field, index): Positioned[] =>
    field.kind === "consent" && field.page !== undefined ? [[field.page, `field ${index + 1}, button 1`]] : [],
  );
}

/** What a form leaves to tap: its link, and the pages that its fields ask consent to. */
export function formChoices(form: Form): Positioned[] {
  return [[form.submit, "submit"], ...pagesOf(form)];
}
