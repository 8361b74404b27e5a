import { text } from "@causerie/server";
import { gradient, hello, photo } from "#bot/contracts.ts";
import { climb } from "#railway/climb.ts";
import { words } from "#bot/words.ts";

/** A formula: drawn by the chat on the web, said in words where nothing can draw one. */
export const gradientStory = gradient.handle((turn) => {
  const t = words(turn);
  const { metres, km, perMille } = climb();
  const [distance, steepness] = [Math.round(km), Math.round(perMille)];
  const formula = String.raw`$$\frac{${metres}\,\mathrm{m}}{${distance}\,\mathrm{km}} \approx ${steepness}\,\tfrac{\mathrm{m}}{\mathrm{km}}$$`;
  return text(t("gradient", { metres, distance, steepness, formula }), {
    quickReplies: [
      { label: t("label.photo"), to: photo.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
