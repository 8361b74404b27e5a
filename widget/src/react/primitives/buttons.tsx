import type { Button } from "@causerie/protocol";
import { isMeant } from "#react/hooks/is-meant.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { safeUrl } from "#react/message/safe-url.ts";
import { createPart } from "./part.ts";

type Of<Type extends Button["type"]> = { button: Extract<Button, { type: Type }> };

/** A button that sends the link of a message's button. */
const Postback = createPart<"button", Of<"postback">>(
  "button",
  "Buttons.Postback",
  ({ button }) => {
    const chat = useChat();
    return {
      type: "button",
      dir: "auto",
      children: button.label,
      onClick(event: object) {
        if (isMeant(event as never)) chat.sendPostback(button);
      },
    };
  },
  ["button"],
);

/** A link to the page of a message's button, in a new tab. Of an address that would run a script there is none. */
const Link = createPart<"a", Of<"url">>(
  "a",
  "Buttons.Link",
  ({ button }) => {
    const href = safeUrl(button.url);
    if (href === undefined) return undefined;
    return { href, target: "_blank", rel: "noopener noreferrer", dir: "auto", children: button.label };
  },
  ["button"],
);

export const Buttons = { Postback, Link };
