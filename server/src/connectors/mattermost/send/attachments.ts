import type { MessagePart, PartButton, SimplePart } from "#channel/kit/parts/parts.ts";
import { writeLink } from "#connectors/mattermost/render/markdown.ts";
import type { ButtonTarget } from "./button-target.ts";

/** As servers have it that know no blocks (docs.mattermost.com/developers/integrate/reference/message-attachments). */
export type Attachment = { text?: string; image_url?: string; fallback?: string; actions?: object[] };

/** A text, a picture and buttons stand in one attachment, in this order; whatever comes in another order begins the next one. */
export function toAttachments(parts: readonly MessagePart[], target: ButtonTarget): Attachment[] {
  const attachments: Attachment[] = [];
  let count = 0;

  function toAction(button: Extract<PartButton, { tap: string }>): object {
    // Letters and digits only: Mattermost routes by it.
    return {
      id: `b${(count += 1)}`,
      type: "button",
      name: button.label,
      integration: { url: target.url, context: target.contextOf(button) },
    };
  }

  function add(part: SimplePart, isNew: boolean): void {
    const last = isNew ? undefined : attachments.at(-1);
    const current = last !== undefined && hasRoom(last, part) ? last : {};
    if (current !== last) attachments.push(current);
    switch (part.type) {
      case "text":
        current.text = current.text === undefined ? part.text : `${current.text}\n\n${part.text}`;
        return;
      case "image":
        current.image_url = part.url;
        current.fallback = part.alt;
        return;
      case "buttons": {
        const links = part.buttons.flatMap(({ label, url }) =>
          url === undefined ? [] : [`• ${writeLink(url, label)}`],
        );
        const taps = part.buttons.filter((button) => button.tap !== undefined);
        if (links.length > 0) current.text = [current.text, ...links].filter((each) => each !== undefined).join("\n");
        if (taps.length > 0) current.actions = [...(current.actions ?? []), ...taps.map(toAction)];
      }
    }
  }

  let isAfterCard = false;
  for (const part of parts) {
    if (part.type === "card") part.parts.forEach((inner, index) => add(inner, index === 0));
    else add(part, attachments.length === 0 || isAfterCard);
    isAfterCard = part.type === "card";
  }
  return attachments;
}

/** What stands in an attachment comes in this order on the screen: text, picture, buttons. */
function hasRoom(last: Attachment, part: SimplePart): boolean {
  switch (part.type) {
    case "text":
      return last.image_url === undefined && last.actions === undefined;
    case "image":
      return last.image_url === undefined && last.actions === undefined;
    case "buttons":
      // The links among them are text, which stands above a picture.
      return last.image_url === undefined || part.buttons.every(({ url }) => url === undefined);
  }
}
