import type { BotMessage } from "#channel/message/message.ts";
import { isOnMap, mapUrl } from "#channel/message/location.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { toShownText } from "./bubbles.ts";
import { type Rendering, positioned, renderButtons } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { renderCards } from "./render-cards.ts";
import { type Body, renderText } from "./render-text.ts";
import type { SendButton } from "#connectors/messenger/send/send-api.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";

type Location = Extract<BotMessage, { type: "location" }>;

/** Renders a card with a button that opens a map, because Meta has no message for a location. */
export function renderLocation(message: Location, rendering: Rendering): Body {
  const { location, alt = "", buttons, quickReplies } = message;
  const url = findMap(message, rendering);
  const own = positioned(buttons, "button");
  if (url === undefined && alt.trim() !== "") return renderText(alt, own, quickReplies.length, rendering);
  const toMap: SendButton[] = url === undefined ? [] : [{ type: "web_url", title: titleOf(location.title), url }];
  const card = {
    position: "location",
    title: location.title,
    subtitle: location.address,
    buttons: [...toMap, ...renderButtons(own, rendering)],
  };
  return { bubbles: renderCards([card], rendering), moved: [] };
}

function findMap({ location }: Location, { lose }: Rendering): string | undefined {
  const own = location.url === undefined ? undefined : webUrlOf(location.url);
  if (own !== undefined) return own;
  if (location.url !== undefined) lose("address_refused", "location");
  if (isOnMap(location)) return mapUrl(location);
  lose("map_dropped", "location");
  return undefined;
}

/** The sign needs no translation. The card has the whole title, so shortening it here is no loss. */
function titleOf(title: string): string {
  return shorten(toShownText(`📍 ${title}`), limits.button.title);
}
