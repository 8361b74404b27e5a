import type { BotMessage } from "#channel/message.ts";
import { isOnMap, mapUrl } from "#channel/location.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { toWords } from "./bubbles.ts";
import { type Rendering, placed, renderButtons } from "./choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { renderCards } from "./render-cards.ts";
import { type Body, renderText } from "./render-text.ts";
import { type SendButton, isWebUrl } from "#connectors/messenger/send/send-api.ts";

type Location = Extract<BotMessage, { type: "location" }>;

/** A card with a button that opens a map: Meta has no message for a place. */
export function renderLocation(message: Location, rendering: Rendering): Body {
  const { location, alt = "", buttons, quickReplies } = message;
  const url = findMap(message, rendering);
  const own = placed(buttons, "button");
  if (url === undefined && alt.trim() !== "") return renderText(alt, own, quickReplies.length, rendering);
  const toMap: SendButton[] = url === undefined ? [] : [{ type: "web_url", title: titleOf(location.title), url }];
  const drawing = {
    place: "location",
    title: location.title,
    subtitle: location.address,
    buttons: [...toMap, ...renderButtons(own, rendering)],
  };
  return { bubbles: renderCards([drawing], rendering), moved: [] };
}

function findMap({ location }: Location, { lose }: Rendering): string | undefined {
  if (location.url !== undefined && isWebUrl(location.url)) return location.url;
  if (location.url !== undefined) lose("address_refused", "location");
  if (isOnMap(location)) return mapUrl(location);
  lose("map_dropped", "location");
  return undefined;
}

/** A sign that needs no language. The card has the whole title, so that a cut here is no loss. */
function titleOf(title: string): string {
  return shorten(toWords(`📍 ${title}`), limits.button.title);
}
