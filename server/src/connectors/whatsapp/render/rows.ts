import { distinguish } from "#channel/kit/distinguish.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { writeChoiceId } from "#connectors/whatsapp/choice-id.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { Row } from "#connectors/whatsapp/send/message.ts";
import type { Rendering, Tap } from "./choices.ts";

/** Rows of lists, and the words for which they have no room: lines for the text above. */
export function toRows(taps: readonly Tap[], rendering: Rendering): { rows: Row[]; lines: string[] } {
  const { title: room, description: more } = limits.list;
  const titles = apart(taps, room);
  const lines: string[] = [];
  const rows = taps.map(({ label, choice, description, position }, index): Row => {
    const title = titles[index] ?? "";
    const id = writeChoiceId(choice, index, rendering.toToken);
    // Labels that are the same have their number before them.
    const isWhole = title.endsWith(label);
    if (label === "") rendering.lose("label_missing", position);
    // The whole label stands under its beginning, if there is room.
    const below = description ?? (isWhole || label === "" ? undefined : label);
    if (!isWhole && label !== "" && (description !== undefined || label.length > more)) {
      rendering.lose("label_shortened", position);
      lines.push(`• ${[label, description].filter((part) => part !== undefined).join(": ")}`);
    } else if (description !== undefined && description.length > more) {
      rendering.lose("description_moved", position);
      lines.push(`• ${label}: ${description}`);
    }
    return { id, title, ...(below === undefined ? {} : { description: shorten(below, more) }) };
  });
  return { rows, lines: [...new Set(lines)] };
}

/** Whether three buttons show all of the choices. Meta refuses two with the same title. */
export function fitButtons(taps: readonly Tap[]): boolean {
  const { count, title } = limits.buttons;
  return (
    taps.length <= count &&
    taps.every(({ label, description }) => description === undefined && label !== "" && label.length <= title) &&
    new Set(taps.map(({ label }) => label)).size === taps.length
  );
}

/** Different titles for all of them, also where labels are the same or missing. */
function apart(taps: readonly Tap[], max: number): string[] {
  const titles = distinguish(
    taps.map(({ label }) => (label === "" ? "…" : label)),
    max,
  );
  const count = Map.groupBy(titles, (title) => title);
  return titles.map((title, index) =>
    (count.get(title)?.length ?? 0) > 1 ? shorten(`${index + 1}. ${title}`, max) : title,
  );
}
