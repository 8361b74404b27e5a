import { location, text } from "@causerie/server";
import { nearestStation } from "#railway/nearest-station.ts";
import { departures, hello, nearest, stationList } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

/** A person who is farther away than this is not on the way to a train. */
const farKm = 100;

/** Answers a shared location with the nearest station and its departures. */
export const nearestStory = nearest.handle(function* (turn) {
  const t = words(turn);
  const { content } = turn.event;
  if (content.type !== "location") {
    yield text(t("stations.share"), {
      quickReplies: [
        { label: t("label.shareLocation"), share: "location" },
        { label: t("label.stations"), to: stationList.link() },
        { label: t("label.menu"), to: hello.link() },
      ],
    });
    return;
  }
  const { station, km } = nearestStation(content);
  const { id, name, zone, altitude, latitude, longitude } = station;
  yield t("stations.nearest", { station: name, km, far: km > farKm ? "yes" : "no" });
  yield location({ title: name, address: t("stations.about", { zone, altitude }), latitude, longitude });
  turn.switchTo(departures.link({ from: id }));
});
