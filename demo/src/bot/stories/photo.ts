import { image } from "@causerie/server";
import { departures, hello, photo, tale } from "#bot/contracts.ts";
import { words } from "#bot/words.ts";

export const photoStory = (pictureUrl: (name: string) => string) =>
  photo.handle((turn) => {
    const t = words(turn);
    return image(pictureUrl("viaduct"), {
      alt: t("photo.alt"),
      caption: t("photo.caption"),
      quickReplies: [
        { label: t("label.tale"), to: tale.link() },
        { label: t("label.departures"), to: departures.link({ to: "brecy" }) },
        { label: t("label.menu"), to: hello.link() },
      ],
    });
  });
