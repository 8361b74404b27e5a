import { createBot, story, web } from "@causerie/server";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const erase = story("erase", { keywords: ["delete my data"] }).handle((turn) => {
  turn.forgetUser();
  return "All of it is gone.";
});

/** Keeps what people say, until they want to be forgotten. */
export const forgettingBot = createBot({
  stories: [erase],
  fallback: (turn) => {
    turn.user.data["said"] = turn.text;
    return "noted";
  },
});

/** Two sites, so that one person may be known on both. */
export const twoSites = ["web", "shop"].map((id) => web({ id, path: `/${id}`, origins: [], rates: unlimitedRates }));
