import type { MessagePart } from "./parts.ts";

/** What one message of a platform holds at most: units of all texts and labels, buttons, and parts with those inside of them. */
export type MessageRoom = { readonly text: number; readonly buttons: number; readonly parts: number };

/** The parts in as few messages as the platform takes, in order. */
export function packParts(parts: readonly MessagePart[], room: MessageRoom): MessagePart[][] {
  const messages: MessagePart[][] = [];
  let left: MessageRoom | undefined;
  for (const part of parts) {
    const needs = roomOf(part);
    if (left === undefined || !fits(needs, left)) {
      messages.push([]);
      left = room;
    }
    messages.at(-1)?.push(part);
    left = {
      text: left.text - needs.text,
      buttons: left.buttons - needs.buttons,
      parts: left.parts - needs.parts,
    };
  }
  return messages;
}

function fits(needs: MessageRoom, left: MessageRoom): boolean {
  return needs.text <= left.text && needs.buttons <= left.buttons && needs.parts <= left.parts;
}

/** Between two texts stand two line breaks. */
const betweenTexts = 2;

function roomOf(part: MessagePart): MessageRoom {
  switch (part.type) {
    case "text":
      return { text: part.text.length + betweenTexts, buttons: 0, parts: 1 };
    case "image":
      return { text: part.alt.length, buttons: 0, parts: 1 };
    case "buttons": {
      // An address may be written out where a button cannot open it.
      const text = part.buttons.reduce((sum, { label, url = "" }) => sum + 4 * label.length + url.length + 8, 0);
      return { text, buttons: part.buttons.length, parts: part.buttons.length + 1 };
    }
    case "card": {
      const all = part.parts.map(roomOf);
      const sum = (of: keyof MessageRoom): number => all.reduce((total, each) => total + each[of], 0);
      return { text: sum("text"), buttons: sum("buttons"), parts: sum("parts") + 1 };
    }
  }
}
