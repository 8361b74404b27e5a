import { list } from "@causerie/server";
import { stations } from "#railway/railway.ts";
import { departures, hello, nearest, stationList } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

export const stationsStory = stationList.handle((turn) => {
  const t = words(turn);
  const items = stations.map(({ id, name, zone, altitude }) => ({
    label: name,
    description: t("stations.about", { zone, altitude }),
    to: departures.link({ from: id }),
  }));
  return list(t("stations.list"), items, {
    quickReplies: [
      { label: t("label.nearest"), to: nearest.link() },
      { label: t("label.menu"), to: hello.link() },
    ],
  });
});
