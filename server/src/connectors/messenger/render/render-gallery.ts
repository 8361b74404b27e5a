import { inChunks } from "./bubbles.ts";
import type { CardContent } from "./render-cards.ts";
import type { Rendering } from "./render-choices.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";

/** Cards that are pictures only are shown side by side, each to be opened. Undefined: they have more, or there is only one. */
export function renderGallery(cards: readonly CardContent[], { lose }: Rendering): SendMessage[] | undefined {
  const { minImages, maxImages } = limits.imageGrid;
  const urls = cards.flatMap((card) => (isPictureOnly(card) ? [card.image] : []));
  if (urls.length < Math.max(minImages, cards.length)) return undefined;
  const grids = inEqualParts(urls, maxImages);
  if (grids.length > 1) lose("gallery_split", `${urls.length} pictures`);
  return grids.map((part) => ({
    attachment: {
      type: "template",
      payload: { template_type: "image_grid", elements: [{ images: part.map((url) => ({ url })) }] },
    },
  }));
}

function isPictureOnly(card: CardContent): card is CardContent & { image: string } {
  const { title, subtitle = "", image, buttons } = card;
  return image !== undefined && title.trim() === "" && subtitle.trim() === "" && buttons.length === 0;
}

/** Seven pictures are four and three, since a grid of one is none. */
function inEqualParts<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most);
  return inChunks(items, Math.ceil(items.length / count));
}
